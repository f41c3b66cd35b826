"""Personal data → placeholders before a text leaves this machine, and back again in what returns.

Recognised wherever they stand: resident identity numbers (18 digits with checksum, and the old 15), unified social
credit codes (checksum), bank cards (Luhn), mobile and landline numbers, e-mail addresses, vehicle plates, addresses
down to the house. Recognised beside the words that announce them: accounts, passports and travel permits, WeChat and
QQ ids, names of natural persons. What was recognised once is replaced wherever else it stands.
"""

from assistant.redaction.redactor import Redactor

__all__ = ["Redactor"]
