"""Reading the environment: every value is checked where it is read, and a wrong one stops the start."""

import contextlib
import os
import re
import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on", "tak"}
FALSE = {"", "0", "false", "no", "off", "nie"}


class SettingError(ImproperlyConfigured):
    """A setting that is missing or wrong; the text is one sentence that names the variable."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """A switch: 1/0, true/false, yes/no, on/off."""
    value = text(name, "1" if default else "0").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise SettingError(f"{name} must be 1 or 0, not “{value}”.")


def port(name: str, default: int) -> int:
    """A TCP port number."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= 65535):
        raise SettingError(f"{name} must be a port number from 1 to 65535, not “{value}”.")
    return int(value)


def hosts(name: str, default: Iterable[str]) -> list[str]:
    """Host names or addresses between commas, without scheme or port; IPv6 in brackets; `.example.org` is a domain."""
    found = [part.strip() for part in text(name).split(",") if part.strip()]
    for host in found:
        if not re.fullmatch(r"\*|\.?[\w-]+(\.[\w-]+)*|\[[0-9A-Fa-f:.]+\]", host):
            raise SettingError(
                f"{name} lists host names such as grupy.example.org, without scheme and port, not “{host}”."
            )
    return found or list(dict.fromkeys(default))


def folder(name: str, default: Path) -> Path:
    """A folder that exists afterwards and can be written to."""
    path = Path(text(name) or default).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"{name} points to {path}, which cannot be made: {error.strerror}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise SettingError(f"{name} points to {path}, which cannot be written to.")
    return path


def origin(name: str, default: str) -> str:
    """An address such as https://grupy.example.org: scheme and host, no path; given without a final slash."""
    value = text(name) or default
    parts = _split(name, value)
    extra = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in {"http", "https"} or not parts.hostname or extra or parts.netloc.endswith(":"):
        raise SettingError(f"{name} must look like https://grupy.example.org, not “{value}”.")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def host(origin: str) -> str:
    """The host of an origin, as Django writes hosts: an IPv6 address in brackets."""
    name = urlsplit(origin).hostname
    return f"[{name}]" if ":" in name else name


def is_strong(key: str) -> bool:
    return len(key) >= 50 and len(set(key)) >= 5


def former_keys(name: str) -> list[str]:
    """Keys of before, between commas: what was signed or mailed under them is still good."""
    keys = [part.strip() for part in text(name).split(",") if part.strip()]
    if not all(is_strong(key) for key in keys):
        raise SettingError(f"{name} lists former secret keys between commas, each at least 50 random characters long.")
    return keys


def secret_key(name: str, kept_in: Path, make: bool) -> str:
    """The secret key: from the environment, or (only if `make`) generated once and kept in the folder."""
    if value := text(name):
        if not is_strong(value):
            raise SettingError(f"{name} must be at least 50 random characters long.")
        return value
    if not make:
        raise SettingError(f"{name} is required: set it to at least 50 random characters.")
    kept = kept_in / "secret_key"
    try:
        if not kept.exists():
            _write_once(kept, secrets.token_urlsafe(64))
        value = kept.read_text().strip()
    except OSError as error:
        raise SettingError(f"{name} is kept in {kept}, which cannot be used: {error.strerror}.") from error
    if len(value) < 50:
        raise SettingError(f"{name} is kept in {kept}, which is damaged: delete the file or set the variable.")
    return value


def _write_once(file, value):
    """Of several processes that start together one writes the file, whole; the others find it."""
    with tempfile.NamedTemporaryFile("w", dir=file.parent, prefix=file.name) as draft:  # mode 0600
        draft.write(value)
        draft.flush()
        with contextlib.suppress(FileExistsError):
            os.link(draft.name, file)


def not_yet(name: str) -> None:
    """Stop when a variable is set that this version does not know how to use: it would be ignored silently."""
    if text(name):
        raise SettingError(f"{name} is not supported by this version: leave it empty.")


def database(name: str, data_dir: Path) -> dict:
    """A Django database dictionary from sqlite:///path or postgresql://user:password@host/name."""
    value = text(name) or f"sqlite:///{data_dir / 'db.sqlite3'}"
    scheme = _split(name, value).scheme
    if scheme == "sqlite":
        return _sqlite(name, value)
    if scheme in {"postgresql", "postgres"}:
        return _postgresql(name, value)
    # never the value itself: it may hold a password
    raise SettingError(
        f"{name} must begin with postgresql:// or sqlite:///" + (f", not {scheme}://." if scheme else ".")
    )


def _sqlite(name, value):
    path = unquote(value.removeprefix("sqlite://"))
    if not path.startswith("/") or path == "/":
        raise SettingError(f"{name} must name a file with its whole path, such as sqlite:////srv/data/db.sqlite3.")
    file = Path("/" + path.lstrip("/"))
    if not file.parent.is_dir():
        raise SettingError(f"{name} names a file in {file.parent}, and there is no such folder.")
    if file.is_dir() or not os.access(file if file.exists() else file.parent, os.R_OK | os.W_OK):
        raise SettingError(f"{name} names {file}, which is not a file that can be written to.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            # IMMEDIATE: a transaction that reads first and writes later would otherwise fail under load
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000",
        },
        "TEST": {"NAME": str(file.with_name("test-" + file.name))},
    }


def _postgresql(name, value):
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(value)
    except ProgrammingError as error:
        reason = str(error).strip().replace("\n", " ")
        raise SettingError(f"{name} is not an address that PostgreSQL understands: {reason}.") from error
    if not parts.get("dbname"):
        raise SettingError(f"{name} names no database: it ends as in postgresql://user@host/drogowskaz.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        # without the health check each pooled connection answers one request with a 500 after a restart
        "CONN_HEALTH_CHECKS": True,
        # a lost connection is tried again soon, however long the database was away
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 3, "reconnect_timeout": 3}, **parts},
    }


def mailer(name: str, data_dir: Path) -> dict:
    """A mailer from smtp://, smtps:// or smtp+starttls://; by default .eml files in the data folder."""
    value = text(name)
    if not value:
        return {"BACKEND": "signup.letters.eml.EmlBackend", "OPTIONS": {"folder": str(data_dir / "mail")}}
    parts = _split(name, value)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    starttls = parts.scheme == "smtp+starttls" or query.get("tls") == "starttls"
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise SettingError(
            f"{name} must look like smtps://user:password@mail.example.org:465 "
            "or smtp+starttls://user:password@mail.example.org:587."
        )
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 587 if starttls else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": starttls,
            "timeout": 20,
        },
    }


def sender(name: str, site_url: str) -> str:
    """The address that mail comes from: the mailer's ?from=…, or drogowskaz@ the host of the site."""
    query = parse_qs(_split(name, text(name)).query)
    address = query.get("from", [f"drogowskaz@{urlsplit(site_url).hostname}"])[-1]
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address):
        raise SettingError(f"{name} names the sender “{address}”, which is no address: ?from=grupy@example.org.")
    return address


def _split(name, value):
    try:
        parts = urlsplit(value)
        _ = parts.port  # a wrong port is found only when it is read
    except ValueError as error:
        raise SettingError(f"{name} is not an address: {error}.") from error
    return parts
