/** Parts of at most so many characters, cut between paragraphs, else between lines, else anywhere but inside a character. */
export function split(text: string, limit: number): string[] {
  if (text.length <= limit) return [text]
  const head = text.slice(0, limit)
  const cut = [head.lastIndexOf('\n\n'), head.lastIndexOf('\n'), head.lastIndexOf(' ')].find(
    (place) => place > limit / 3,
  )
  const end = cut ?? (head.isWellFormed() ? limit : limit - 1)
  const rest = text.slice(end).trim()
  return rest === '' ? [head.slice(0, end)] : [head.slice(0, end), ...split(rest, limit)]
}
