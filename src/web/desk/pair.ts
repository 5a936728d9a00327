/** Uses up the link that this screen or tablet was opened with, if it was. The token leaves the address at once. */
export async function pairByLink(): Promise<void> {
  const token = location.hash.slice(1)
  if (token === '') return
  history.replaceState(null, '', location.pathname)
  await fetch('/api/v1/devices/pair', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => undefined)
}
