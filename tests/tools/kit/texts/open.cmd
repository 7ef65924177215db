@echo off
rem Double click: the home screen. A workbook dropped on this file: that workbook.
rem This text is ASCII on purpose: cmd.exe reads it in whatever code page the computer has.
setlocal DisableDelayedExpansion
set "PYTHON=%~dp0python\python.exe"
set "NAME=%~nx0"
set "FILE=%~1"
setlocal EnableDelayedExpansion
set "LINE=!CMDCMDLINE:"=!"
rem Explorer puts no quotes around a name without spaces, so that cmd.exe ends it at an ampersand;
rem the whole name is in the line that started this.
if defined FILE if not "!LINE:&=!"=="!LINE!" for /f "delims=" %%N in ("!NAME!") do set "FILE=!LINE:*%%N =!"
if not defined WT_SESSION (
  where /q wt.exe && (
    set "PYTHON=!PYTHON:;=\;!"
    if defined FILE (
      start "" wt.exe new-tab --title selfeval "!PYTHON!" -m selfeval open "!FILE:;=\;!"
    ) else (
      start "" wt.exe new-tab --title selfeval "!PYTHON!" -m selfeval
    )
    goto end
  )
)
chcp 65001 >nul
if defined FILE (
  "!PYTHON!" -m selfeval open "!FILE!"
) else (
  "!PYTHON!" -m selfeval
)
if not "!ERRORLEVEL!"=="0" pause
:end
rem What stands behind an ampersand must not be run; a window that was open before stays open.
if /i not "!LINE:/c =!"=="!LINE!" exit
