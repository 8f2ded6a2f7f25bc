"""Django's classes that take type parameters under mypy and none when they run."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm
from django.forms.models import BaseInlineFormSet, ModelChoiceField, ModelMultipleChoiceField

if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
    AnyStackedInline = admin.StackedInline[Any, Any]
    AnyUserAdmin = UserAdmin[Any]
    AnyUserForm = UserChangeForm[Any]
    AnyPasswordForm = AdminPasswordChangeForm[Any]
    AnyModelForm = forms.ModelForm[Any]
    AnyInlineFormSet = BaseInlineFormSet[Any, Any, Any]
    AnyModelChoiceField = ModelChoiceField[Any]
    AnyModelMultipleChoiceField = ModelMultipleChoiceField[Any]
else:
    AnyModelAdmin = admin.ModelAdmin
    AnyStackedInline = admin.StackedInline
    AnyUserAdmin = UserAdmin
    AnyUserForm = UserChangeForm
    AnyPasswordForm = AdminPasswordChangeForm
    AnyModelForm = forms.ModelForm
    AnyInlineFormSet = BaseInlineFormSet
    AnyModelChoiceField = ModelChoiceField
    AnyModelMultipleChoiceField = ModelMultipleChoiceField
