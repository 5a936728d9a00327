/** Markup that is safe to send. Everything else that comes into a page is text. */
export type Html = { readonly markup: string }

/** Puts texts into markup, each of them escaped; what is markup already stays. */
export function html(strings: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const parts = values.map((value, index) => `${markupOf(value)}${strings[index + 1] ?? ''}`)
  return { markup: `${strings[0] ?? ''}${parts.join('')}` }
}

export const nothing: Html = { markup: '' }

function markupOf(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return escape(value)
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
