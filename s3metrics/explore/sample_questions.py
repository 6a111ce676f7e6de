"""Questions to begin with: real ones, each a query that runs as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from s3metrics.words import Text


@dataclass(frozen=True, kw_only=True)
class SampleQuestion:
    """A question in words, and the query that answers it."""

    id: str
    text: Text
    sql: str
    parameters: Mapping[str, str] = field(default_factory=dict)


SAMPLE_QUESTIONS = (
    SampleQuestion(
        id="recount",
        text=Text(
            "Hur många SMF har nåtts i varje län, räknat ur raderna och enligt indikatorn?",
            "How many SMEs were reached in each county, from the rows and by the indicator?",
        ),
        sql="""\
WITH counted AS (
  SELECT county, count(DISTINCT company) AS from_rows
  FROM participation
  WHERE is_supporting AND is_inside AND is_sme AND is_in_period
  GROUP BY county
)
SELECT i.county_name, coalesce(c.from_rows, 0) AS from_rows, i.value AS by_indicator
FROM indicator_smes_reached AS i
LEFT JOIN counted AS c USING (county)
WHERE i.breakdown = 'county'
ORDER BY i.county""",
    ),
    SampleQuestion(
        id="several_counties",
        text=Text(
            "Vilka SMF har fått stöd i flera län?",
            "Which SMEs have been supported in several counties?",
        ),
        sql="""\
SELECT
  p.company,
  any_value(c.name) AS name,
  count(DISTINCT p.county) AS counties,
  string_agg(DISTINCT p.county_name, ', ' ORDER BY p.county_name) AS which,
  count(DISTINCT p.initiative) AS initiatives
FROM participation AS p
LEFT JOIN company AS c USING (company)
WHERE p.is_supporting AND p.is_inside AND p.is_sme AND p.is_in_period
GROUP BY p.company
HAVING counties > 1
ORDER BY counties DESC, initiatives DESC, name""",
    ),
    SampleQuestion(
        id="fewest_participants",
        text=Text(
            "Vilka tio insatser har färst deltagande företag?",
            "Which ten initiatives have the fewest participating companies?",
        ),
        sql="""\
SELECT
  i.initiative,
  i.title,
  i.area_name,
  i.status_name,
  count(DISTINCT p.company) AS companies,
  coalesce(sum(p.hours), 0) AS hours
FROM initiative AS i
LEFT JOIN participation AS p USING (initiative)
GROUP BY ALL
ORDER BY companies, i.initiative
LIMIT 10""",
    ),
    SampleQuestion(
        id="hours",
        text=Text(
            "Hur många timmar får ett företag per slag av stöd, och vilka värden sticker ut?",
            "How many hours does a company get by kind of support, and which stand out?",
        ),
        sql="""\
SELECT
  support_name,
  count(*) AS participations,
  count(*) - count(hours) AS without_hours,
  median(hours) AS median_hours,
  quantile_cont(hours, 0.95) AS hours_of_95_percent,
  max(hours) AS most_hours
FROM participation
WHERE is_in_period
GROUP BY support_name
ORDER BY participations DESC""",
    ),
    SampleQuestion(
        id="money",
        text=Text(
            "Hur mycket har varje insats använt av det som beslutats?",
            "How much of what was decided has each initiative used?",
        ),
        # Each is summed before they meet: joined first, every booking would repeat the budget.
        sql="""\
WITH decided AS (
  SELECT initiative, sum(budget_sek) AS budget_sek
  FROM funding
  WHERE is_active
  GROUP BY initiative
), used AS (
  SELECT initiative, sum(amount_sek) AS cost_sek
  FROM booking
  WHERE kind = 'kostnad' AND is_in_period
  GROUP BY initiative
)
SELECT
  i.initiative,
  i.title,
  i.area_name,
  d.budget_sek,
  coalesce(u.cost_sek, 0) AS cost_sek,
  round(100 * coalesce(u.cost_sek, 0) / nullif(d.budget_sek, 0), 1) AS used_percent
FROM decided AS d
JOIN initiative AS i USING (initiative)
LEFT JOIN used AS u USING (initiative)
ORDER BY used_percent DESC NULLS LAST, i.initiative""",
    ),
    SampleQuestion(
        id="unmet_needs",
        text=Text(
            "Vilka behov har ingen insats svarat på, och hur länge har de väntat?",
            "Which needs has no initiative answered, and how long have they waited?",
        ),
        sql="""\
SELECT
  n.need,
  n.title,
  n.area_name,
  n.county_name,
  n.date,
  date_diff('day', n.date, a.today) AS days_waited
FROM need AS n
CROSS JOIN about AS a
WHERE NOT n.is_met
ORDER BY days_waited DESC, n.need""",
    ),
    SampleQuestion(
        id="municipality",
        text=Text(
            "Vilka företag i en kommun har fått stöd, och i vilka områden?",
            "Which companies of a municipality have been supported, and in which areas?",
        ),
        sql="""\
SELECT
  p.company,
  any_value(c.name) AS name,
  any_value(c.size_name) AS size,
  string_agg(DISTINCT p.area_name, ', ' ORDER BY p.area_name) AS areas,
  min(p.date) AS first_date,
  sum(p.hours) AS hours
FROM participation AS p
LEFT JOIN company AS c USING (company)
WHERE p.is_supporting AND p.is_inside AND p.municipality_name = $municipality
GROUP BY p.company
ORDER BY name, p.company""",
        parameters={"municipality": "Växjö"},
    ),
    SampleQuestion(
        id="without_sni",
        text=Text(
            "Hur många stödda företag saknar SNI-kod, per avsändare?",
            "How many supported companies lack an SNI code, by sender?",
        ),
        sql="""\
SELECT
  c.sender,
  count(*) AS companies,
  count(*) FILTER (WHERE c.sni IS NULL) AS without_sni,
  round(100 * without_sni / companies, 1) AS without_percent
FROM company AS c
WHERE c.first_support_date IS NOT NULL
GROUP BY c.sender
ORDER BY without_percent DESC, c.sender""",
    ),
)


def sample_question(id_: str) -> SampleQuestion:
    """The one of that id; KeyError for none."""
    return {question.id: question for question in SAMPLE_QUESTIONS}[id_]
