"""The law browser: laws, their versions, an article on a day, two versions side by side."""
