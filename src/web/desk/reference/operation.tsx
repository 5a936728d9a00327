import type { JSX } from 'preact'
import { maybe, t } from '../texts.ts'
import type { Answer, Listed, Parameter, Shape } from './document.ts'
import { Field, Fields } from './fields.tsx'

/** A route: its line, and when it is opened all of it. */
export function Route({ route }: { route: Listed }): JSX.Element {
  const { operationId, method, path, summary, description, security } = route
  const ways = security.map((needed) => Object.keys(needed).map((way) => t(`reference.way.${wayOf(way)}`)))
  return (
    <details class="kern-accordion" id={operationId}>
      <summary class="kern-accordion__header">
        <span class="kern-title route-line">
          <code class={`method method-${method.toLowerCase()}`}>{method}</code> <code class="route-path">{path}</code>{' '}
          <span class="route-summary" lang="en">
            {summary}
          </span>
        </span>
      </summary>
      <div class="kern-accordion__body route-body">
        <p class="kern-body" lang="en">
          {description}
        </p>
        {ways.length > 0 && (
          <p class="kern-body">
            {t('reference.ways')}: {ways.map((way) => way.join(' + ')).join(` ${t('reference.or')} `)}
          </p>
        )}
        <Inputs route={route} />
        <Answers answers={route.responses} />
      </div>
    </details>
  )
}

function Inputs({ route: { parameters = [], requestBody } }: { route: Listed }): JSX.Element {
  const own = parameters.filter((parameter): parameter is Parameter => 'name' in parameter)
  const body = requestBody?.content['application/json']?.schema
  return (
    <>
      {(['path', 'query'] as const).map((place) => {
        const here = own.filter((parameter) => parameter.in === place)
        if (here.length === 0) return null
        return (
          <section key={place}>
            <h3 class="kern-heading-small">{t(`reference.${place}`)}</h3>
            <ul class="fields">
              {here.map(({ name, schema, required }) => (
                <Field key={name} name={name} shape={schema} isRequired={required} />
              ))}
            </ul>
          </section>
        )
      })}
      {body !== undefined && <Part title={t('reference.body')} shape={body} />}
    </>
  )
}

function Answers({ answers }: { answers: Record<string, Answer> }): JSX.Element {
  const all = Object.entries(answers)
  const refused = all.filter(([status]) => Number(status) >= 400)
  return (
    <>
      {all
        .filter(([status]) => Number(status) < 400)
        .map(([status, { content }]) =>
          Object.entries(content).map(([media, { schema }]) => (
            <Part key={`${status} ${media}`} title={`${t('reference.answer')} ${status} (${media})`} shape={schema} />
          )),
        )}
      <section>
        <h3 class="kern-heading-small">{t('reference.refusals')}</h3>
        <ul class="fields">
          {refused.flatMap(([status, answer]) =>
            codesOf(answer).map((code) => (
              <li key={code}>
                {status} <code>{code}</code> <span class="field-type">{sentenceOf(code)}</span>
              </li>
            )),
          )}
        </ul>
      </section>
    </>
  )
}

function Part({ title, shape }: { title: string; shape: Shape }): JSX.Element {
  return (
    <section>
      <h3 class="kern-heading-small">{title}</h3>
      <Fields shape={shape} />
    </section>
  )
}

/** The codes of a status, out of the shape that says which there are. */
function codesOf({ content }: Answer): string[] {
  const parts = content['application/json']?.schema.allOf ?? []
  return parts.flatMap(({ properties }) => properties?.['error']?.properties?.['code']?.enum ?? []).map(String)
}

/** The facts of a sentence stand for themselves. */
function sentenceOf(code: string): string {
  return maybe(`error.${code}`)?.replaceAll(/\s*\{\{\w+\}\}/g, ' …') ?? ''
}

const ways = ['key', 'link', 'session', 'csrf', 'device'] as const

function wayOf(name: string): (typeof ways)[number] {
  return ways.find((way) => way === name) ?? 'key'
}
