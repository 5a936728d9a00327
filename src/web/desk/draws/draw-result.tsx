import type { JSX } from 'preact'
import { api } from '../api.ts'
import { Loaded } from '../parts/loaded.tsx'
import { Table } from '../parts/table.tsx'
import { maybe, t } from '../texts.ts'
import { useLoad } from '../use-load.ts'

/** How far the lots of a draw have got, and what everybody can recompute it with. */
export function DrawResult({ id, changed }: { id: string; changed: number }): JSX.Element {
  const result = useLoad(() => api('GET', '/draws/:id', { params: { id } }), [id, changed])
  return (
    <Loaded of={result}>
      {({ draw, list }) => (
        <section aria-label={t('draws.result')}>
          <h2 class="kern-heading-medium">{t('draws.result')}</h2>
          <ul class="kern-list kern-list--bullet">
            {states
              .filter((state) => draw.lots[state] > 0)
              .map((state) => (
                <li key={state}>
                  {t(`draws.lotState.${state}`)}: {draw.lots[state]}
                </li>
              ))}
          </ul>
          <h3 class="kern-heading-small">{t('draws.proof')}</h3>
          <dl class="draw-proof">
            <dt>{t('draws.commitment')}</dt>
            <dd>
              <code>{draw.commitment}</code>
            </dd>
            <dt>{t('draws.list')}</dt>
            <dd>{draw.listHash ? <code>{draw.listHash}</code> : t('draws.listLater')}</dd>
            <dt>{t('draws.seed')}</dt>
            <dd>{draw.seed ? <code>{draw.seed}</code> : t('draws.seedLater')}</dd>
          </dl>
          <p class="kern-body">
            <a class="kern-link" href={`/draws/${id}`}>
              {t('draws.page')}
            </a>
          </p>
          {list.length === 0 ? (
            <p class="kern-body">{t('draws.noList')}</p>
          ) : (
            <Table label={t('draws.listTitle')} columns={[t('draws.rank'), t('draws.lot'), t('draws.state')]} isSmall>
              {list.map(({ number, rank, state }) => (
                <tr class="kern-table__row" key={number}>
                  <td class="kern-table__cell">{rank ?? '–'}</td>
                  <td class="kern-table__cell">
                    <code>{number}</code>
                  </td>
                  <td class="kern-table__cell">{maybe(`draws.lotState.${state}`) ?? state}</td>
                </tr>
              ))}
            </Table>
          )}
        </section>
      )}
    </Loaded>
  )
}

const states = ['entered', 'offered', 'confirmed', 'waiting', 'declined', 'lapsed', 'passed', 'withdrawn'] as const
