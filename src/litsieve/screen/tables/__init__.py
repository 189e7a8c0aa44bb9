"""Shipped, dated tables of countries that lists of the criteria can be made of.

    lists:
      lmic: {table: worldbank-income, edition: FY2025, groups: [LIC, LMC, UMC]}
      asia: {table: un-m49, region: Asia}

The data are the *.tsv beside this file; each says where it comes from.
"""

from litsieve.screen.tables.classifications import (
    TABLES,
    Choice,
    Table,
    TableError,
    choose,
    editions_of,
)
from litsieve.screen.tables.country_words import query_terms, terms_of

__all__ = [
    "TABLES",
    "Choice",
    "Table",
    "TableError",
    "choose",
    "editions_of",
    "query_terms",
    "terms_of",
]
