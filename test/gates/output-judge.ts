import ICAL from 'ical.js'
import type { Call } from '../telegram/fake-bot-api.ts'

/** Escapes taken out of what leaves the office, as if it had been written raw. */
export type Unescape = {
  calendar?: (file: string) => string
  page?: (html: string) => string
  call?: (params: Call['params']) => Call['params']
}

/**
 * What every output must look like, learned from harmless ones: a payload may change what is said and nothing else.
 * Each returns what is wrong, if anything is.
 */
export function outputJudge() {
  const known = { calendar: new Set<string>(), page: new Set<string>() }
  let isLearning = true
  let { calendar = same, page = same, call = same }: Unescape = {}

  function compare(kind: keyof typeof known, shape: string): string | undefined {
    if (isLearning) known[kind].add(shape)
    return known[kind].has(shape) ? undefined : `another ${kind}`
  }

  return {
    /** From here on it judges, with these escapes taken out. */
    learned(unescaped: Unescape = {}) {
      isLearning = false
      ;({ calendar = same, page = same, call = same } = unescaped)
    },
    calendar(file: string): string | undefined {
      try {
        return compare('calendar', propertiesOf(calendar(file)))
      } catch (error) {
        return `calendar: ${String(error).slice(0, 60)}`
      }
    },
    page: (html: string) => compare('page', elementsOf(page(html))),
    call({ params, method, status, description = '' }: Call): string | undefined {
      if (status >= 400 && !description.includes('not modified')) return `${method}: ${description}`
      const given = call(params)
      const media = given['media'] as Call['params'] | undefined
      if ('parse_mode' in given || (media && 'parse_mode' in media)) return 'markup'
      const entities = (given['caption_entities'] ?? media?.['caption_entities'] ?? given['entities'] ?? []) as Entity[]
      return entities.every(isMap) ? undefined : 'an entity'
    },
  }
}

function same<Value>(value: Value): Value {
  return value
}

type Entity = { type: string; url?: string }

/** The one entity that the office makes. */
function isMap({ type, url = '' }: Entity): boolean {
  return type === 'text_link' && url.startsWith('https://www.openstreetmap.org/?mlat=')
}

/** An empty text leaves them out, which says nothing else: that they stand there once does not count. */
const texts = ['summary', 'description', 'location', 'x-wr-calname']

/** The names of its properties and those of each kind of component in it, in their order. */
function propertiesOf(file: string): string {
  const shape = (component: ICAL.Component): string => {
    const inner = new Set(component.getAllSubcomponents().map(shape))
    const names = component.getAllProperties().map(({ name }) => name)
    const properties = names.filter((name, index) => !texts.includes(name) || names.indexOf(name) < index)
    return `${component.name}(${[...properties, ...inner].join(' ')})`
  }
  return shape(new ICAL.Component(ICAL.parse(file)))
}

/** Its elements and the names of their attributes, in their order. */
function elementsOf(html: string): string {
  const elements = html.match(/<[^>]*>/g) ?? []
  return elements.map((element) => element.replaceAll(/"[^"]*"/g, '').replaceAll(/\s+/g, ' ')).join('')
}
