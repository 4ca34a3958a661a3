# Small \[/red\] timeline \[citation needed\] چھوٹی

## Shooting at the border

2024-01-03 · border-shooting · marked 2026-11-26

## 中国公民 gather, égalité, and a title that is much too long for any list of events on any screen anywhere

2024-02-10 · wide-title · marked 2026-11-26

## Rally for the province of Sindh

2024-06-20 · rally · marked 2026-11-26
