import type { FastifyRequest } from 'fastify'
import { Language } from '#texts.ts'

/**
 * The language of the page before anything is said: what a link asks for (`?language=uk`), what was spoken here last, the
 * browser's first language that we speak, German.
 */
export function preferredLanguage({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>): Language {
  const asked = typeof query === 'object' && query !== null && 'language' in query ? query.language : undefined
  const last = /(?:^|;\s*)language=(\w+)/.exec(headers.cookie ?? '')?.[1]
  const tags = [asked, last, ...accepted(headers['accept-language'] ?? '')]
  return tags.map((tag) => Language.safeParse(tag).data).find((language) => language !== undefined) ?? 'de'
}

/** The languages of RFC 9110's Accept-Language by weight: "uk-UA,uk;q=0.9,de;q=0.5". */
function accepted(header: string): string[] {
  return header
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return { language: tag.split('-')[0]?.toLowerCase() ?? '', weight: Number(weight ?? 1) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ language }) => language)
}
