"""A served store: the server's process, people who sign in as anybody would, and the forms they open."""

import http.client
import subprocess
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path


class Server:
    """`alongside serve` of a store, on a port of its own."""

    def __init__(self, program, folder, log):
        words = ["--database", f"sqlite:{folder / 'alongside.db'}", "--key-file", str(folder / "alongside.key")]
        self.link_words = [str(program), "sign-in-link", *words]
        self.process = subprocess.Popen([str(program), "serve", "--listen", "127.0.0.1:0", *words],
                                        stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("Listening on http://"):
            raise SystemExit(f"the server did not start: {line}")
        self.at = line.removeprefix("Listening on http://").strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        if self.process.wait(timeout=60) != 0:
            raise SystemExit("the server did not end well")

    def forget_peak(self):
        """From now on the peak of memory is counted anew."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def peak(self):
        """The most memory the server had since, in megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6

    def ticks(self):
        """Processor time of the server, in clock ticks."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def ask(self, method, path, cookie="", fields=None):
        """Status, head and body of an answer."""
        connection = http.client.HTTPConnection(self.at, timeout=120)
        head = {"Cookie": cookie} if cookie else {}
        body = None
        if method == "POST":
            head |= {"Origin": f"http://{self.at}", "Sec-Fetch-Site": "same-origin",
                     "Content-Type": "application/x-www-form-urlencoded"}
            # What the session's cookie ends with stands in each of its forms.
            token = cookie.partition("alongside_session=")[2][64:96]
            body = urllib.parse.urlencode([("token", token)] * bool(token) + (fields or []))
        connection.request(method, path, body, head)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, text

    def page(self, path, cookie):
        status, _, text = self.ask("GET", path, cookie)
        if status != 200:
            raise SystemExit(f"{path} answers {status}:\n{text[:2000]}")
        return text

    def sign_in(self, workers):
        """The cookies of these workers: the administrator makes each a link, and they use it."""
        made = subprocess.run([*self.link_words, "--at", f"http://{self.at}"], check=True, capture_output=True, text=True)
        administrator = self.use_link(made.stdout.split()[0])
        return [self.use_link(self.make_link(administrator, worker)) for worker in workers]

    def make_link(self, administrator, worker):
        status, head, text = self.ask("POST", f"/service/people/{worker}/link", administrator,
                                      [("username", f"worker-{worker}")])
        if status != 303:
            raise SystemExit(f"no link was made: {status}\n{text[:2000]}")
        shown = self.page(head["Location"], administrator)
        return shown[shown.index(f"http://{self.at}/sign-in/link/"):].split("<")[0]

    def use_link(self, link):
        path = urllib.parse.urlparse(link.strip()).path
        status, head, text = self.ask("POST", path, fields=[("password", "lantern under the long pier")])
        if status != 303 or "Set-Cookie" not in head:
            raise SystemExit(f"a link did not sign in: {status}\n{text[:2000]}")
        return head["Set-Cookie"].split(";")[0]


class Form(HTMLParser):
    """What a browser would send of the form with this action, as it stands when it is opened."""

    def __init__(self, page, action):
        super().__init__()
        self.action, self.inside, self.select, self.text, self.fields = action, False, None, None, []
        self.feed(page)
        if not self.fields:
            raise SystemExit(f"there is no form {action}")

    def handle_starttag(self, tag, attributes):
        about = dict(attributes)
        if tag == "form":
            self.inside = about.get("action") == self.action
        if not self.inside or ("name" not in about and tag != "option"):
            return
        if tag == "input" and (about.get("type") not in ["radio", "checkbox"] or "checked" in about):
            self.fields.append((about["name"], about.get("value", "")))
        elif tag == "select":
            self.select = about["name"]
        elif tag == "option" and self.select and "selected" in about:
            self.fields.append((self.select, about["value"]))
        elif tag == "textarea":
            self.text = about["name"]
            self.fields.append((self.text, ""))

    def handle_data(self, data):
        if self.text:
            self.fields[-1] = (self.text, self.fields[-1][1] + data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.text = None

    def filled(self, **answers):
        """The fields with these answers in them, encoded."""
        kept = [(name, value) for name, value in self.fields if name not in answers]
        return urllib.parse.urlencode(kept + list(answers.items()))
