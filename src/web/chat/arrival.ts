/**
 * What the address says beyond the page: a poster's department, or the code that carries a conversation here. It is taken
 * out of the address, so that a reload or a link that is passed on does not say it again.
 */
export function readArrival(): string | undefined {
  const url = new URL(location.href)
  const transfer = /^#c=([\w-]+)$/.exec(url.hash)?.[1]
  const department = url.searchParams.get('department')
  if (transfer === undefined && department === null) return undefined
  url.searchParams.delete('department')
  if (transfer !== undefined) url.hash = ''
  history.replaceState(history.state, '', url)
  return transfer === undefined ? `d-${department}` : `c-${transfer}`
}
