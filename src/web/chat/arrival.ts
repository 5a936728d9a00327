/**
 * What the address says beyond the page: a poster's department, what a letter leads to, or the code that carries a conversation here. It is taken
 * out of the address, so that a reload or a link that is passed on does not say it again.
 */
export function readArrival(): string | undefined {
  const url = new URL(location.href)
  const [, kind, code] = /^#([abc])=([\w-]+)$/.exec(url.hash) ?? []
  const department = url.searchParams.get('department')
  if (code === undefined && department === null) return undefined
  url.searchParams.delete('department')
  if (code !== undefined) url.hash = ''
  history.replaceState(history.state, '', url)
  return code === undefined ? `d-${department}` : `${kind}-${code}`
}
