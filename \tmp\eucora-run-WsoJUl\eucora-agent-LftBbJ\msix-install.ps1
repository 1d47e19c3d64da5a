param([string]$Order)
$ErrorActionPreference = 'Stop'
$o = Get-Content -Raw -Encoding UTF8 -LiteralPath $Order | ConvertFrom-Json
Add-AppxPackage -Path $o.path -ForceUpdateFromAnyVersion -ForceApplicationShutdown
'{}'
