"""The site: settings, URL map, public views, publishing, outputs. It may import both domains."""
