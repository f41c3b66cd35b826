"""Plain lines of a printed law → its title and dates, its headings, articles, 款 and 项."""
