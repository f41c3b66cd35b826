"""The guide for those who have to act themselves: what they come with, a page for every way, the interview."""
