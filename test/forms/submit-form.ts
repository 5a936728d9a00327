/** Sends a page as a browser without scripts does. */
export async function submitForm(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
): Promise<Response> {
  return fetch(url, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(fields) })
}

/** The name and value that a page's own button sends along, if it has any. */
export async function buttonOf(url: string, headers: Record<string, string> = {}): Promise<Record<string, string>> {
  const page = await (await fetch(url, { headers })).text()
  const [, name, value] = /<button [^>]*name="(\w+)" value="([^"]+)"/.exec(page) ?? []
  return name !== undefined && value !== undefined ? { [name]: value } : {}
}
