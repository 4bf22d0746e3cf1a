"""What lies where in a round's folder (DESIGN 4.4)."""

CONTROL = "dieu-hanh.xlsx"
CONTROL_WITH_BUTTONS = "dieu-hanh.xlsm"
ISSUED = "1-phat-hanh"
INBOX = "2-nhan"
RETURNED = "3-tra-lai"
CONSOLIDATED = "4-tong-hop"
REPORTS = "5-bao-cao"
ARCHIVE = "luu-tru"
ORIGINALS = "luu-tru/ban-goc"
QUARANTINE = "luu-tru/cach-ly"
SET_ASIDE = "luu-tru/ban-sua"
RECEIPTS = "luu-tru/so-nhan.jsonl"
LEDGER = "luu-tru/ledger.sqlite"
LOCK = "luu-tru/khoa.sqlite"
PROGRESS = "tien-do"

ALL = (ISSUED, INBOX, RETURNED, CONSOLIDATED, REPORTS, ORIGINALS, QUARANTINE)
