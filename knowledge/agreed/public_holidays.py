"""The public holidays of countries and their regions. The package that computes them is imported on first use only."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """Those of a country, or of one of its regions, by the codes of ISO 3166."""

    country: str
    region: str | None = None

    def of_year(self, year: int) -> frozenset[date]:
        """Return the days, substitutes for those on a weekend among them."""
        return _of_year(self.country, self.region, year)


@cache
def regions_by_country() -> dict[str, tuple[str, ...]]:
    """Return the codes that are known: two letters a country, and its regions."""
    from holidays import list_supported_countries

    return {code: tuple(regions) for code, regions in list_supported_countries().items() if len(code) == 2}


@lru_cache(maxsize=1024)
def _of_year(country: str, region: str | None, year: int) -> frozenset[date]:
    from holidays import country_holidays

    return frozenset(country_holidays(country, subdiv=region, years=year, expand=False))
