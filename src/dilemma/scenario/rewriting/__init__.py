"""A scenario's text with single values replaced; comments, order and layout stay as the author left them."""
