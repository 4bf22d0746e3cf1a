"""LibreOffice through its own interface. For scripts that the system's Python runs, which has `uno`; no packages of the project."""

import contextlib
import subprocess
import time
from collections.abc import Iterator

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def option(name: str, value: object) -> PropertyValue:
    """A named argument, as its calls take them."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


@contextlib.contextmanager
def desktop(profile: str) -> Iterator[tuple]:
    """The running program and its maker of services; ended afterwards."""
    pipe = f"baocao{abs(hash(profile)) % 10**8}"
    arguments = [f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;"]
    office = subprocess.Popen(["soffice", "--headless", "--norestore", "--nologo", *arguments])
    try:
        services = _connected(pipe)
        found = services.createInstance("com.sun.star.frame.Desktop")
        yield found, services
        found.terminate()
        office.wait(180)
    finally:
        office.kill()


def _connected(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(360):
        with contextlib.suppress(NoConnectException):
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ServiceManager")
        time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")
