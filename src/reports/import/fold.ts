/** Names of columns, departments and states are the same name however they are spaced, cased or composed. */
export function fold(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

/** What a cell says. The ' that keeps a spreadsheet from computing a cell is none of it. */
export function cellText(cell: string): string {
  return cell.replace(/^\s*'(?=[=+\-@\t\r])/, '').trim()
}
