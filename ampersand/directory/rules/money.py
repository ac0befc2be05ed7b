"""Amounts of money as people read them."""

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "INR": "₹", "ILS": "₪", "TRY": "₺", "BRL": "R$"}
_DOLLARS = {"CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "SGD": "S$", "MXN": "MX$"}


def told(amount: int, currency: str) -> str:
    """A whole amount with its sign, or with the code of a currency that has none of its own: "€90", "700 SEK"."""
    number = f"{amount:,}".replace(",", "\u202f")
    sign = _SIGNS.get(currency) or _DOLLARS.get(currency)
    return f"{sign}{number}" if sign else f"{number}\u00a0{currency}"
