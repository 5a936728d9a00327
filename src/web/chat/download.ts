/** Browsers don't open data: URLs; as a file of its own a calendar entry goes straight to the calendar. */
export function download(dataUrl: string, name: string): void {
  const { type, bytes } = decode(dataUrl)
  const url = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

function decode(dataUrl: string): { type: string; bytes: Uint8Array<ArrayBuffer> | string } {
  const comma = dataUrl.indexOf(',')
  const [head, body] = [dataUrl.slice(5, comma), dataUrl.slice(comma + 1)]
  const type = head.replace(/;base64$/, '')
  if (head === type) return { type, bytes: decodeURIComponent(body) }
  return { type, bytes: Uint8Array.from(atob(body), (character) => character.charCodeAt(0)) }
}
