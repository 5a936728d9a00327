import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Link } from '../parts/link.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { PersonName } from '../today/person.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { bornOn, type Found, isToCome, whenOf } from './named.ts'

/** What was searched for and found: it stays while one looks at somebody, and stands in no address. */
export function useSearch() {
  const form = useForm({ text: '' })
  const [found, setFound] = useState<readonly Found[] | undefined>()
  async function find() {
    const answer = await form.run(() => api('POST', '/people/search', { body: form.values }))
    setFound(answer?.people)
  }
  return { form, found, find }
}

/** As many as one search gives. */
const most = 50

type Props = { search: ReturnType<typeof useSearch>; book: () => void }

/** People by what they have with them: a code, a name, a date of birth. */
export function Search({ search: { form, found, find }, book }: Props): JSX.Element {
  return (
    <div class="people">
      <PageHead title={t('people.title')} intro={t('people.intro')}>
        <Button look="primary" icon="add" onClick={book}>
          {t('people.book')}
        </Button>
      </PageHead>
      <search>
        <Form form={form} submit={find} deed={t('people.find')} look="secondary">
          <Field
            id="people-search"
            label={t('people.search')}
            hint={t('people.searchHint')}
            type="search"
            autoComplete="off"
            dir="auto"
            spellcheck={false}
            {...form.field('text')}
          />
        </Form>
      </search>
      <div aria-live="polite">
        {found?.length === 0 && <p class="kern-body">{t('people.nobody')}</p>}
        {found && found.length > 0 && <p class="kern-body">{t('people.found', { count: found.length })}</p>}
      </div>
      <ul class="people-list">
        {found?.map((each) => (
          <Row key={each.appointments[0]?.id} found={each} />
        ))}
      </ul>
      {found?.length === most && <p class="kern-body">{t('people.many')}</p>}
    </div>
  )
}

function Row({ found: { person, appointments } }: { found: Found }): JSX.Element {
  const next = appointments.filter(isToCome).toSorted((one, other) => one.startsAt.localeCompare(other.startsAt))[0]
  const id = (next ?? appointments[0])?.id ?? ''
  return (
    <li class="people-found">
      <div>
        <p class="people-name">
          <PersonName person={person} />
        </p>
        <p class="quiet">
          {t('people.born', { date: bornOn(person.dateOfBirth) })} ·{' '}
          {next ? t('people.next', { when: whenOf(next.startsAt) }) : t('people.noneToCome')}
        </p>
      </div>
      <Link
        to={`/desk/personen/${id}`}
        class="kern-btn kern-btn--secondary"
        label={t('people.openOf', { name: person.germanName })}
      >
        <span class="kern-label">{t('people.open')}</span>
      </Link>
    </li>
  )
}
