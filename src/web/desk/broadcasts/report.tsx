import type { JSX } from 'preact'
import { Table } from '../parts/table.tsx'
import { languageNames } from '../parts/text-fields.tsx'
import { instant, t } from '../texts.ts'
import { type Broadcast, states } from './broadcast.ts'

/** What became of everybody, by language; it adds up to the audience. */
export function Report({ broadcast }: { broadcast: Broadcast }): JSX.Element {
  const { counts, languages, waves, people } = broadcast
  const rows = [
    ...languages.map(({ language, ...row }) => ({ name: languageNames([language]), ...row })),
    { name: t('broadcasts.sum'), people: people ?? 0, counts },
  ]
  return (
    <>
      <h3 class="kern-heading-small">{t('broadcasts.report')}</h3>
      <Table
        label={t('broadcasts.report')}
        isSmall
        columns={[
          t('broadcasts.language'),
          t('broadcasts.people'),
          ...states.map((state) => t(`broadcasts.of.${state}`)),
        ]}
      >
        {rows.map(({ name, people: many, counts: each }) => (
          <tr class="kern-table__row" key={name}>
            <th class="kern-table__cell" scope="row">
              {name}
            </th>
            <td class="kern-table__cell broadcast-number">{many}</td>
            {states.map((state) => (
              <td class="kern-table__cell broadcast-number" key={state}>
                <span class={`broadcast-dot broadcast-is-${state}`} aria-hidden="true" /> {each[state]}
              </td>
            ))}
          </tr>
        ))}
      </Table>
      {counts.unknown > 0 && <p class="kern-body quiet">{t('broadcasts.unknownHint')}</p>}
      {waves.length > 0 && (
        <Table
          label={t('broadcasts.waves')}
          isSmall
          columns={[t('broadcasts.wave'), t('broadcasts.at'), t('broadcasts.free'), t('broadcasts.size')]}
        >
          {waves.map(({ number, at, free, size }) => (
            <tr class="kern-table__row" key={number}>
              <th class="kern-table__cell" scope="row">
                {number}
              </th>
              <td class="kern-table__cell">{instant(at)}</td>
              <td class="kern-table__cell broadcast-number">{free}</td>
              <td class="kern-table__cell broadcast-number">{size}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  )
}
