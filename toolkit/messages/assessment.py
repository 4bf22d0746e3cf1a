"""Messages about what the level above states of the units below it."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = (
    # the definition
    Message(
        "unknown-setting",
        "error",
        "Trang settings không có mục nào cho “{found}”.",
        "The sheet settings has no entry for “{found}”.",
        "Tên gần giống: “{nearest}”. Hãy sửa công thức, hoặc thêm mục này vào trang settings.",
        "Nearest: “{nearest}”. Mend the formula, or add the entry to the sheet settings.",
    ),
    Message(
        "prefill-unknown",
        "error",
        "Cột prefill ghi “{found}”, không phải là chỉ tiêu mà đơn vị tự khai.",
        "The column prefill says “{found}”, which is nothing that units state of themselves.",
        "Mã gần giống: “{nearest}”. Hãy ghi mã của chỉ tiêu do đơn vị tự khai, hoặc để trống.",
        "Nearest: “{nearest}”. Name an indicator that units state of themselves, or leave it empty.",
    ),
    Message(
        "prefill-of-own",
        "error",
        "“{found}” do đơn vị tự khai nên không lấy sẵn được từ chỉ tiêu khác.",
        "“{found}” is stated by the unit itself and cannot be prefilled from another indicator.",
        "Hãy để trống cột prefill, hoặc ghi “parent” ở cột entered_by nếu cấp trên là người ghi.",
        "Leave prefill empty, or put “parent” into entered_by where the level above states it.",
    ),
    Message(
        "own-names-assessment",
        "error",
        "Công thức của “{found}” dùng “{name}”, là điều cấp trên ghi về đơn vị; biểu của đơn vị không có ô ấy.",
        "The formula of “{found}” names “{name}”, which the level above states; the unit's own workbook has no such cell.",
        "Hãy ghi “parent” ở cột entered_by của “{found}”, hoặc bỏ “{name}” khỏi công thức.",
        "Put “parent” into entered_by of “{found}”, or take “{name}” out of the formula.",
    ),
    Message(
        "evidence-of-own",
        "error",
        "“{found}” do đơn vị tự khai; số liệu đối chiếu chỉ hiện bên cạnh điều cấp trên ghi.",
        "“{found}” is stated by the unit itself; figures of another round are shown only beside what the level above states.",
        "Hãy để trống cột evidence, hoặc chuyển sang chỉ tiêu thẩm định tương ứng.",
        "Leave evidence empty, or move it to the indicator by which the level above assesses this.",
    ),
    # the round of reference
    Message(
        "reference-round-absent",
        "warning",
        "Không mở được đợt tham chiếu “{found}”, nên cột đối chiếu ghi “chưa có số liệu”.",
        "The round of reference “{found}” cannot be opened; what is shown beside criteria says that there is no figure.",
        "Hãy xem lại mục reference ở trang Cài đặt: thư mục của đợt kia, tính từ thư mục của đợt này.",
        "See the setting reference on the sheet Cài đặt: the other round's folder, seen from this one.",
    ),
    Message(
        "reference-other-year",
        "warning",
        "Đợt tham chiếu “{found}” là của kỳ {period}, không cùng năm với đợt này ({expected}), nên không dùng để đối chiếu.",
        "The round of reference “{found}” is of {period}, not of the year of this round ({expected}), and is not used.",
        "Hãy chọn đợt của cùng năm ở mục reference, trang Cài đặt.",
        "Name a round of the same year in the setting reference, sheet Cài đặt.",
    ),
    Message(
        "reference-indicator-unknown",
        "warning",
        "Biểu mẫu của đợt tham chiếu không có chỉ tiêu “{found}” mà “{label}” cần đối chiếu.",
        "The form of the round of reference has no indicator “{found}”, which “{label}” is to be seen beside.",
        "Mã gần giống: {nearest}. Hãy sửa cột evidence của biểu mẫu, hoặc chọn đợt khác.",
        "Nearest: {nearest}. Mend the form's column evidence, or name another round.",
    ),
    # what came back
    Message(
        "assessed-unit-unknown",
        "error",
        "Trang Thẩm định có dòng ghi mã “{found}”, không phải đơn vị trực thuộc {name}.",
        "The sheet Thẩm định has a row for “{found}”, which is no unit below {name}.",
        "Hãy lấy lại mã đúng của đơn vị ở dòng này, hoặc xóa dòng.",
        "Put the unit's right code back into this row, or delete the row.",
    ),
    Message(
        "assessed-twice",
        "error",
        "{name} có hai dòng trên trang Thẩm định.",
        "{name} has two rows on the sheet Thẩm định.",
        "Hãy giữ một dòng và xóa dòng kia (mã “{found}”).",
        "Keep one and delete the other (code “{found}”).",
    ),
    Message(
        "assessments-open",
        "note",
        "{name} chưa kết luận về {found} trong {expected} đơn vị trực thuộc.",
        "{name} has not decided on {found} of the {expected} units below it.",
        "Hãy ghi nốt các dòng còn trống trên trang Thẩm định rồi gửi lại.",
        "Fill in the rows that are still open on the sheet Thẩm định and send it again.",
    ),
    Message(
        "assessed-unheard",
        "warning",
        "{name} được thẩm định nhưng chưa có bản tự khai nên kết quả chưa được tính.",
        "{name} was assessed, and its own workbook is not here, so that the assessment does not count yet.",
        "Hãy thu bản tự khai của đơn vị “{found}”; kết quả thẩm định sẽ được tính ngay sau đó.",
        "Collect the workbook of “{found}”; the assessment counts as soon as it is here.",
    ),
    # the sheet
    Message("form-assessment", "phrase", "Thẩm định", "Assessment"),
    Message("form-assessment-title", "phrase", "THẨM ĐỊNH CÁC ĐƠN VỊ TRỰC THUỘC {name}", "ASSESSMENT OF THE UNITS BELOW {name}"),
    Message(
        "form-assessment-guide",
        "phrase",
        "Điểm lấy sẵn theo đơn vị tự khai; sửa ở ô nền vàng, ghi kết luận, rồi gửi cả tệp này lên cấp trên (thả vào hộp nhận). "
        "Ô chữ cam là điểm khác với điểm đơn vị tự khai (các cột bên phải). Sắp xếp, lọc tùy ý; không sửa cột Mã.",
        "Figures start from what the unit stated; change them in the yellow cells, decide, and send the whole file to the level above.",
    ),
    Message("form-assessment-own", "phrase", "Đơn vị tự khai (để đối chiếu)", "As the unit states (to compare)"),
    Message(
        "form-assessment-range",
        "phrase",
        "Có ô không phải là số, hoặc nằm ngoài giới hạn ghi ở đầu cột.",
        "A cell is no number, or lies outside the bounds at the head of its column.",
    ),
    Message(
        "assessment-carried-differs",
        "warning",
        "{name}: tệp của {above} ghi kết quả thẩm định khác với chính cấp thẩm định ghi ({labels}); kết quả của cấp thẩm định được tính.",
        "{name}: the workbook of {above} states another assessment than the level that made it ({labels}); the latter's counts.",
        "Hãy hỏi {above}; tệp tổng hợp ấy có thể đã lập trước khi cấp thẩm định gửi lại.",
        "Ask {above}; its workbook may have been made before the assessment was sent again.",
    ),
    Message("form-evidence-label", "phrase", "Đối chiếu: {label}", "Beside it: {label}"),
    Message("form-evidence-none", "phrase", "chưa có số liệu", "no figure yet"),
    Message(
        "form-evidence-source",
        "phrase",
        "Nguồn: {title}, kỳ {period}, đợt “{name}”. Chỉ để đối chiếu; không cộng vào điểm.",
        "Source: {title}, {period}, round “{name}”. To compare only; it gives no points.",
    ),
    Message("form-evidence-absent", "phrase", "Chưa có đợt tham chiếu dùng được: “{name}”.", "No round of reference: “{name}”."),
    Message(
        "form-assessed-title", "phrase", "KẾT QUẢ THẨM ĐỊNH CỦA CÁC CẤP THUỘC {name}", "ASSESSMENTS MADE BY THE LEVELS BELOW {name}"
    ),
    Message(
        "form-assessed-summary",
        "phrase",
        "Đã thẩm định {found}/{expected} đơn vị. Trang này chỉ để xem; kết quả do cấp thẩm định ghi ở tệp nêu bên phải.",
        "{found} of {expected} units are assessed. To read only; each row was typed into the workbook named on the right.",
    ),
    Message("form-col-assessor", "phrase", "Cấp thẩm định", "Assessed by"),
    Message("form-col-assessed", "phrase", "Tình trạng", "Standing"),
    Message("form-assessed-yes", "phrase", "Đã thẩm định", "Assessed"),
    Message("form-assessed-no", "phrase", "Chưa thẩm định", "Not assessed"),
    Message("form-assessed-unsent", "phrase", "Chưa gửi", "Not sent"),
    Message("form-assessment-limit", "phrase", "≤ {most}", "≤ {most}"),
)
