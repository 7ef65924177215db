@echo off
rem Double click: the home screen. A workbook dropped on this file: that workbook.
rem This text is ASCII on purpose: cmd.exe reads it in whatever code page the computer has.
setlocal DisableDelayedExpansion
set "PYTHON=%~dp0python\python.exe"
set "NAME=%~nx0"
set "FILE=%~1"
set "ALL="
if not "%~2"=="" set ALL=%*
setlocal EnableDelayedExpansion
rem Explorer puts no quotes around a name without spaces, and cmd.exe parts words at ; , and = too.
if defined ALL if exist "!ALL!" set "FILE=!ALL!"
set "LINE=!CMDCMDLINE!"
if not defined LINE goto ready
set "LINE=!LINE:"=!"
if not defined FILE goto ready
rem At an ampersand cmd.exe ends the line; the whole name is in the line that started this.
if "!LINE:&=!"=="!LINE!" goto ready
set "FILE=!LINE:*%NAME% =!"
:ready
if defined WT_SESSION goto here
rem By its whole path: that folder need not be among those that are searched.
set "TERMINAL=!LOCALAPPDATA!\Microsoft\WindowsApps\wt.exe"
if not exist "!TERMINAL!" goto here
rem A semicolon would part two commands of the Terminal.
setlocal DisableDelayedExpansion
set "PYTHON=%PYTHON:;=\;%"
if not defined FILE goto terminal
set "FILE=%FILE:;=\;%"
start "" "%TERMINAL%" new-tab --title selfeval "%PYTHON%" -m selfeval open "%FILE%"
goto started
:terminal
start "" "%TERMINAL%" new-tab --title selfeval "%PYTHON%" -m selfeval
:started
endlocal
goto end
:here
chcp 65001 >nul
if not defined FILE goto home
"!PYTHON!" -m selfeval open "!FILE!"
goto done
:home
"!PYTHON!" -m selfeval
:done
if not "!ERRORLEVEL!"=="0" pause
:end
rem What stands behind an ampersand must not be run; a window that was open before stays open.
if not defined LINE goto :eof
if /i not "!LINE:/c =!"=="!LINE!" exit
