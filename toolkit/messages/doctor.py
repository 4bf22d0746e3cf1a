"""The doctor: what is there on this machine, what is not, and what to do about it."""

from __future__ import annotations

from toolkit.messages.message import Message

MESSAGES = (
    Message(
        "help-doctor", "phrase", "Khám máy: có gì, thiếu gì, sửa thế nào.", "Say what this machine has and lacks, with remedies."
    ),
    Message("doctor-there", "phrase", "Có: {what}.", "There: {what}."),
    Message("doctor-well", "phrase", "Máy đủ điều kiện dùng cả lệnh lẫn nút.", "Commands and buttons both work on this machine."),
    Message("doctor-python", "phrase", "Python {version} ở {path}", "Python {version} in {path}"),
    Message("doctor-excel", "phrase", "Microsoft Excel", "Microsoft Excel"),
    Message("doctor-libreoffice", "phrase", "LibreOffice ở {path}", "LibreOffice in {path}"),
    Message("doctor-font", "phrase", "phông chữ {found}", "the font {found}"),
    Message("doctor-macros-on", "phrase", "{program} cho phép chạy macro", "{program} lets macros run"),
    Message("doctor-writable", "phrase", "quyền ghi vào {path}", "leave to write in {path}"),
    Message("doctor-addin", "phrase", "add-in của xlwings, cho các hàm BC_…", "xlwings' add-in, for the functions BC_…"),
    Message(
        "doctor-repaired",
        "phrase",
        "Đã đặt lại các nút vào sổ điều hành; bản trước đó giữ ở {path}.",
        "The control workbook has its buttons again; the former one is kept as {path}.",
    ),
    Message(
        "doctor-no-buttons",
        "warning",
        "Sổ điều hành còn macro nhưng không còn nút: LibreOffice làm mất nút khi lưu tệp .xlsm.",
        "The control workbook has its macros and no buttons: LibreOffice loses them when it saves an .xlsm file.",
        "Hãy đóng sổ rồi chạy: baocao doctor {path} --repair.",
        "Close it and run: baocao doctor {path} --repair.",
    ),
    Message(
        "doctor-no-addin",
        "note",
        "Excel chưa có add-in của xlwings ({found}): nút vẫn dùng được, chỉ các hàm BC_… là chưa.",
        "Excel has no xlwings add-in ({found}): buttons work, only the functions BC_… do not.",
        "Nếu cần các hàm ấy, hãy chạy: xlwings addin install.",
        "Where those functions are wanted, run: xlwings addin install.",
    ),
    Message(
        "doctor-no-program",
        "warning",
        "Máy này không có Excel hay LibreOffice: lệnh vẫn chạy, nhưng không xem được biểu và không bấm nút được.",
        "There is neither Excel nor LibreOffice here: commands work, but workbooks cannot be looked at and there are no buttons.",
        "Hãy cài Microsoft Excel, hoặc LibreOffice (miễn phí).",
        "Install Microsoft Excel, or LibreOffice (free).",
    ),
    Message(
        "doctor-no-uno",
        "warning",
        "LibreOffice có trên máy nhưng Python của nó không nối được ({found}), nên nút trong LibreOffice không chạy.",
        "LibreOffice is here, but its Python cannot reach it ({found}), so buttons in LibreOffice do nothing.",
        "Hãy cài lại LibreOffice đủ thành phần; trên Debian, Ubuntu cài gói python3-uno.",
        "Install LibreOffice with all its parts; on Debian and Ubuntu the package python3-uno.",
    ),
    Message(
        "doctor-macros-off",
        "warning",
        "{program} đang đặt mức bảo mật “{found}”: sổ điều hành mở được, nhưng bấm nút không có gì xảy ra.",
        "{program} has macro security “{found}”: the control workbook opens, but its buttons do nothing.",
        "Excel: File > Options > Trust Center > Macro Settings, chọn “Disable with notification”. LibreOffice: Công cụ > Tùy chọn > Bảo mật > Bảo mật macro, chọn mức Trung bình.",
        "Excel: File > Options > Trust Center > Macro Settings, “Disable with notification”. LibreOffice: Tools > Options > Security > Macro Security, choose Medium.",
    ),
    Message(
        "doctor-no-font",
        "warning",
        "Máy không có phông Times New Roman hay phông cùng cỡ chữ, nên báo cáo xem trên máy này sẽ lệch dòng.",
        "There is neither Times New Roman nor a font of the same widths, so reports break their lines elsewhere when shown here.",
        "Hãy cài phông Times New Roman, hoặc phông Liberation Serif (miễn phí).",
        "Install Times New Roman, or Liberation Serif (free).",
    ),
    Message(
        "doctor-not-writable",
        "error",
        "Không ghi được vào {found}.",
        "Nothing can be written in {found}.",
        "Hãy xin quyền ghi vào thư mục ấy, hoặc làm việc ở thư mục khác.",
        "Get leave to write there, or work in another folder.",
    ),
)
