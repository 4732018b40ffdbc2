"""What can be done to a deployment log: take one in, take one back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from dueregard.answers import Missing, require
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.manage.deployments import queries, rules
from dueregard.manage.deployments.models import Deployment, DeploymentLog
from dueregard.manage.deployments.rules import Row
from dueregard.people.rules import may


def take_in(
    *, ref: str, rows: Sequence[Row], left_out: Sequence[str], file_name: str, sha256: str,
    further: bool, by: Actor, now: datetime,
) -> str:
    """Somebody keeps the rows of a log: the new ones, and those that say something else now.

    What is corrected stays beside its correction. Refused without the right, when nothing is
    new, and where it cannot be told which row corrects which.
    """
    with act("deployments:log:take-in", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "deployments.keep", use.concern))
        compared = rules.compare(rows=rows, held=queries.held(ref), further=further)
        require(rules.may_take_in(compared))
        log = DeploymentLog.objects.create(
            use_id=use.id, file_name=file_name[:200], sha256=sha256, left_out=list(left_out),
            by_name=by.name, at=now,
        )
        Deployment.objects.bulk_create(
            Deployment(use_id=use.id, log=log, **asdict(each)) for each in compared.added
        )
        for old, new in compared.corrected:
            made = Deployment.objects.create(use_id=use.id, log=log, **asdict(new))
            Deployment.objects.filter(pk=old.id).update(corrected_by=made)
        deed.result = f"log-{log.pk}"
        deed.note(file=log.file_name, sha256=sha256, added=len(compared.added),
                  same=compared.same, corrected=len(compared.corrected))
    return deed.result


def take_back(*, log_id: int, because: str, by: Actor, now: datetime) -> str:
    """Somebody takes a log back that was sent by mistake; what it corrected stands again.

    Its rows are kept and counted no more. Refused without the right, without a reason, and
    where a later log corrected rows of this one.
    """
    with act("deployments:log:take-back", by=by, now=now) as deed:
        log = DeploymentLog.objects.select_for_update().filter(pk=log_id).first()
        if log is None:
            raise Missing("There is no such log.")
        deed.about = queries.ref_of_log(log_id)
        require(may(by, "deployments.keep", register.sheet(deed.about).concern))
        require(rules.may_take_back(
            taken_back=log.taken_back_at is not None, because=because,
            corrected_since=log.rows.exclude(corrected_by=None).count(),
        ))
        Deployment.objects.filter(corrected_by__log=log).update(corrected_by=None)
        log.taken_back_at, log.taken_back_by = now, by.name
        log.taken_back_because = because.strip()
        log.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])
        deed.result = f"log-{log_id}"
        deed.note(file=log.file_name, because=log.taken_back_because)
    return deed.result
