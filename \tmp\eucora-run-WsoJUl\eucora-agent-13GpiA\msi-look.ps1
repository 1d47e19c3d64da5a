param([string]$Order)
$ErrorActionPreference = 'Stop'
$o = Get-Content -Raw -Encoding UTF8 -LiteralPath $Order | ConvertFrom-Json
$roots = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall',
  'HKLM:\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall'
$found = $roots | Where-Object { Test-Path -LiteralPath $_ } | Get-ChildItem |
  ForEach-Object { Get-ItemProperty -LiteralPath $_.PSPath } |
  Where-Object { $_.PSChildName -eq $o.name -or $_.DisplayName -eq $o.name } |
  Select-Object -First 1
if ($found) { @{ product = $found.PSChildName; version = [string]$found.DisplayVersion } |
  ConvertTo-Json -Compress } else { '{}' }
