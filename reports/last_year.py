"""The report a town filed before this one: what is shown beside, and what the reviewer compares with."""

from functools import cached_property


class LastYear:
    def __init__(self, report):
        self.report = (
            report.municipality.reports.filter(cycle__year__lt=report.cycle.year, submitted_at__isnull=False)
            .select_related("cycle")
            .order_by("-cycle__year")
            .first()
        )

    @cached_property
    def sections(self):
        """{commitment's number: ReportSection}"""
        return (
            {section.commitment_id: section for section in self.report.sections.all()} if self.report else {}
        )

    @cached_property
    def readings(self):
        """{indicator's code: IndicatorReading}"""
        return (
            {reading.indicator_id: reading for reading in self.report.readings.select_related("version")}
            if self.report
            else {}
        )
