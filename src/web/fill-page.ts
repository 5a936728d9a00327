/** Puts texts into a page. `texts` is JSON inside of a script element, where `<` is escaped already and nothing else may be. */
export function fillPage(template: string, fields: Readonly<Record<string, string>>): string {
  return template
    .replaceAll(/>\s+</g, '><')
    .replaceAll(
      /\{\{(\w+)\}\}/g,
      (_, name: string) => (name === 'texts' ? fields['texts'] : escape(fields[name])) ?? '',
    )
}

/** JSON that may stand inside of a script element. */
export function embedded(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`)
}

function escape(text = ''): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
