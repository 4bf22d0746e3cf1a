"""Messages about sample rounds."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = (
    Message(
        "sample-file-missing",
        "obstacle",
        "Thư mục mẫu {folder} không có tệp {file}.",
        "The sample folder {folder} has no file {file}.",
        "Chép lại đủ tệp của mẫu, hoặc chạy make.py trong thư mục đó để tạo lại.",
        "Restore the sample's files, or run make.py in that folder to make them again.",
    ),
    Message(
        "sample-setting-missing",
        "obstacle",
        "Trang {sheet} của tệp mẫu {file} không có mục {setting}.",
        "Sheet {sheet} of the sample's file {file} has no setting {setting}.",
        "Thêm một hàng có mã {setting} vào trang đó.",
        "Add a row for {setting} to that sheet.",
    ),
    Message(
        "sample-value-unusable",
        "obstacle",
        "Không hiểu giá trị “{found}” của mẫu ở {place}.",
        "The sample says “{found}” at {place}, which cannot be used.",
        "Sửa ô đó theo bảng giải thích trong README của mẫu.",
        "Mend that cell as the sample's README explains.",
    ),
)
