/** What the server put into the page: its language and its texts. */
export function readEmbedded(): { language: 'de' | 'en'; texts: unknown } {
  const read: unknown = JSON.parse(document.getElementById('texts')?.textContent ?? '{}')
  const isRead = typeof read === 'object' && read !== null && 'texts' in read
  return {
    language: document.documentElement.lang === 'en' ? 'en' : 'de',
    texts: isRead ? read.texts : {},
  }
}
