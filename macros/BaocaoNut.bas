Attribute VB_Name = "BaocaoNut"
' The buttons of the control workbook. Each only calls "python -P -m toolkit.office STEP PROGRAM WORKBOOK" and returns at once:
' the step runs beside Excel or LibreOffice, reads what was saved, and writes its results into the sheets. "-P": Python takes no modules
' out of the current folder, which may be one of received files.
' Plain letters only: VBA keeps its text in the machine's code page, so what people read stands in cells with names.

Sub PhatHanh()
    Goi "issue"
End Sub

Sub NhanVaKiemTra()
    Goi "collect"
End Sub

Sub TienDo()
    Goi "status"
End Sub

Sub TongHop()
    Goi "consolidate"
End Sub

Sub VietBaoCao()
    Goi "narrate"
End Sub

Sub CapNhatBaoCao()
    Goi "refresh"
End Sub

Sub SoatSoLieu()
    Goi "verify"
End Sub

Sub TruyVet()
    Goi "trace"
End Sub

Sub MoThuMuc()
    Goi "folder"
End Sub

Sub Dung()
    Goi "stop"
End Sub

Private Sub Goi(buoc)
    Ghi "nut_dang_goi"
    On Error GoTo KhongChay
    Chay """" & O("nut_python").Value & """ -P -m toolkit.office " & buoc & " " & SoNay()
    Exit Sub
KhongChay:
    Ghi "nut_thieu_python"
    Bao O("nut_thieu_python").Value
End Sub

' Shows a sentence; a workbook that was saved stays saved. One that is open read-only may refuse: Python then says so in a box.
Private Sub Ghi(ten)
    Dim daLuu
    On Error Resume Next
    daLuu = ThisWorkbook.Saved
    O("nut_ket_qua").Value = O(ten).Value
    ThisWorkbook.Saved = daLuu
End Sub

Private Function O(ten)
    Set O = ThisWorkbook.Names(ten).RefersToRange
End Function

' Which program this is, and the workbook's address in plain letters. Only LibreOffice knows ThisComponent; to Excel it is an empty name.
Private Function SoNay()
    If IsEmpty(ThisComponent) Then
        SoNay = "excel " & MaHoa(ThisWorkbook.FullName)
    Else
        SoNay = "libreoffice " & ThisComponent.URL
    End If
End Function

' On Windows through Windows Script Host, which takes every letter; Shell takes those of the code page only.
Private Sub Chay(lenh)
    If Environ("COMSPEC") = "" Then
        Shell lenh, 0
    Else
        CreateObject("WScript.Shell").Run lenh, 0, False
    End If
End Sub

' A message, on Windows also through Windows Script Host: MsgBox of VBA shows a question mark for letters outside the code page.
Private Sub Bao(loi)
    If Environ("COMSPEC") = "" Then
        MsgBox loi
    Else
        CreateObject("WScript.Shell").Popup loi, 0, "baocao", 4144
    End If
End Sub

' A path as web addresses write it: UTF-8 bytes of what is no plain letter, as %XX.
Private Function MaHoa(chu)
    Dim i, ma, ketQua
    For i = 1 To Len(chu)
        ma = AscW(Mid(chu, i, 1))
        If ma < 0 Then ma = ma + 65536
        If ma < 128 And InStr(" %""", Mid(chu, i, 1)) = 0 Then
            ketQua = ketQua & Mid(chu, i, 1)
        ElseIf ma < 128 Then
            ketQua = ketQua & Byte2(ma)
        ElseIf ma < 2048 Then
            ketQua = ketQua & Byte2(192 + ma \ 64) & Byte2(128 + ma Mod 64)
        Else
            ketQua = ketQua & Byte2(224 + ma \ 4096) & Byte2(128 + (ma \ 64) Mod 64) & Byte2(128 + ma Mod 64)
        End If
    Next
    MaHoa = ketQua
End Function

Private Function Byte2(so)
    Byte2 = "%" & Right("0" & Hex(so), 2)
End Function
