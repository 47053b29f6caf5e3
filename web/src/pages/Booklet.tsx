import lettersUrl from '@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2?url'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { isUntouched, itemsOf, leavesOf } from '../back/booklet.ts'
import { bookletFile } from '../back/booklet-file.ts'
import { setLeaves } from '../back/booklet-leaves.ts'
import { Choose } from '../back/Choose.tsx'
import { Leaves } from '../back/Leaves.tsx'
import { Nobody } from '../back/Nobody.tsx'
import { picturesAsData, saveFile, urlAsData } from '../back/save.ts'
import { type Booklets, useBooklets } from '../back/use-booklets.ts'
import { useSittings } from '../back/use-sittings.ts'
import { Sure } from '../components/Sure.tsx'
import { dateFormat, htmlLang } from '../i18n/i18n.ts'
import type { SittingSummary } from '../wire.ts'
import type { PageProps } from './page.ts'
import '../styles/back.css'
import '../styles/booklet.css'
import '../styles/leaves.css'

import leavesCss from '../styles/leaves.css?raw'

/** Makes a booklet of chosen sentences and pictures: printed, or saved as one file, on this device alone. */
export default function BookletPage(props: PageProps) {
  const { t } = useTranslation()
  const { isKnown, needsCode } = props.state
  if (!isKnown || needsCode) return <Nobody title={t('booklet.title')} isAsking={isKnown === undefined} />
  return <Bench {...props} />
}

function Bench({ desk, language, place, wanted, want }: PageProps) {
  const { t } = useTranslation()
  const sittings = useSittings(desk.api)
  const booklets = useBooklets(desk)
  const { open, change } = booklets
  const [list, setList] = useState<SittingSummary[]>([])
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    main.current?.focus({ preventScroll: true })
    void desk.api.sittings().then(setList, () => undefined)
  }, [desk])
  // What the open booklet is made of; a sitting that is gone meanwhile is simply not in it.
  const needed = [...new Set(open.items.map(({ sitting }) => sitting))].join()
  useEffect(() => needed.split(',').forEach((id) => id !== '' && sittings.want(id)), [needed])
  useBegun(place, sittings.all, sittings.want, booklets)

  const leaves = leavesOf(open, sittings.all)
  const date = dateFormat(language, { dateStyle: 'long' })
  const times = list.filter(({ id }) => needed.includes(id)).map(({ startedAt }) => Date.parse(startedAt))
  const when = times.length > 0 ? date.formatRange(Math.min(...times), Math.max(...times)) : undefined
  const colophon = [t('booklet.colophon'), t('booklet.madeOn', { when: date.format(new Date()) })]
  const sets = setLeaves(leaves, { title: open.title, colophon, ...(when !== undefined && { when }) })

  return (
    <main className="back booklet" ref={main} tabIndex={-1}>
      <div className="back-column">
        <header className="back-head booklet-aside">
          <a className="link back-up" href="#/back">
            ‹ {t('back.toAll')}
          </a>
          <h2>{t('booklet.title')}</h2>
          <p className="back-intro">{t('booklet.intro')}</p>
          <KeptOnes booklets={booklets} />
          <label className="booklet-title">
            <span>{t('booklet.name')}</span>
            <input
              value={open.title}
              maxLength={120}
              placeholder={t('booklet.namePlaceholder')}
              onChange={({ target }) => change((booklet) => ({ ...booklet, title: target.value }))}
            />
          </label>
          <p className="quiet booklet-state" role="status">
            {booklets.state === 'kept' && t('booklet.isKept')}
            {booklets.state === 'keeping' && t('booklet.keeping')}
            {booklets.state === 'not kept' && t('booklet.notKept')}
          </p>
        </header>
        <div className="booklet-bench">
          <Choose
            list={list}
            sittings={sittings}
            booklet={open}
            isHidden={wanted.isHidden}
            language={language}
            onChange={change}
          />
          <section className="booklet-made" aria-label={t('booklet.pages')}>
            {leaves.length === 0 ? (
              <p className="booklet-empty">{t('booklet.empty')}</p>
            ) : (
              <>
                <Leaves booklet={open} leaves={leaves} sets={sets} isHidden={wanted.isHidden} onChange={change} />
                {wanted.isHidden ? (
                  <p className="booklet-aside card-tools">
                    <Button className="button" onPress={() => want({ isHidden: false })}>
                      {t('stage.show')}
                    </Button>
                  </p>
                ) : (
                  <Take
                    onSave={async () => {
                      const pictures = await picturesAsData(leaves.flatMap(({ view }) => (view ? [view.picture] : [])))
                      const file = bookletFile({
                        sets,
                        pictures,
                        css: leavesCss,
                        letters: await urlAsData(lettersUrl),
                        language: htmlLang(language),
                      })
                      saveFile(file, `aiw-booklet-${new Date().toISOString().slice(0, 10)}.html`)
                    }}
                  />
                )}
              </>
            )}
          </section>
        </div>
      </div>
    </main>
  )
}

/** `#/booklet/from/SITTING` begins one with all of a sitting, or takes up the one that was begun so and left, `#/booklet/ID` lays a kept one open. */
function useBegun(
  place: PageProps['place'],
  all: ReturnType<typeof useSittings>['all'],
  load: (id: string) => void,
  { kept, isKnown, open, change, lay }: Booklets,
) {
  const [, first, from] = place
  const plates = from === undefined ? undefined : all.get(from)
  useEffect(() => {
    if (first !== 'from' || from === undefined) return
    if (!plates) return load(from)
    if (!isKnown) return
    const items = itemsOf(from, plates)
    const begun = kept.find((one) => isUntouched(one, items))
    lay(begun)
    if (begun?.items.length !== items.length) change((booklet) => ({ ...booklet, items }))
    // So that a reload does not begin another one.
    history.replaceState(null, '', '#/booklet')
    dispatchEvent(new HashChangeEvent('hashchange'))
  }, [first, from, plates, isKnown])
  const wanted = kept.find(({ id }) => id === first && id !== open.id)
  useEffect(() => {
    if (wanted) lay(wanted)
  }, [wanted])
}

function KeptOnes({ booklets }: { booklets: Booklets }) {
  const { t } = useTranslation()
  const { kept, open, lay, remove } = booklets
  const [isAsked, setAsked] = useState(false)
  if (kept.length === 0) return null
  return (
    <nav className="booklet-kept" aria-label={t('booklet.kept')}>
      <span className="quiet">{t('booklet.kept')}</span>
      {kept.map((booklet) => (
        <Button
          key={booklet.id}
          className="link"
          aria-current={booklet.id === open.id ? 'true' : undefined}
          onPress={() => lay(booklet)}
        >
          {booklet.title === '' ? t('booklet.untitled') : booklet.title}
        </Button>
      ))}
      <Button className="link" onPress={() => lay(undefined)}>
        {t('booklet.new')}
      </Button>
      {kept.some(({ id }) => id === open.id) && (
        <Button className="link" onPress={() => setAsked(true)}>
          {t('booklet.remove')}
        </Button>
      )}
      {isAsked && (
        <Sure
          text={t('booklet.removeSure')}
          onYes={async () => {
            await remove()
            setAsked(false)
          }}
          onNo={() => setAsked(false)}
        />
      )}
    </nav>
  )
}

/** Takes the booklet along. */
function Take({ onSave }: { onSave: () => Promise<void> }) {
  const { t } = useTranslation()
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  return (
    <footer className="booklet-take booklet-aside">
      <div className="card-tools">
        <Button className="button" onPress={() => print()}>
          {t('booklet.print')}
        </Button>
        <Button
          className="button"
          isDisabled={isBusy}
          onPress={() => {
            setBusy(true)
            void onSave()
              .then(
                () => setFailed(false),
                () => setFailed(true),
              )
              .finally(() => setBusy(false))
          }}
        >
          {isBusy ? t('booklet.saving') : t('booklet.save')}
        </Button>
      </div>
      {hasFailed && <p role="alert">{t('sure.failed')}</p>}
      <p className="quiet">
        {t('booklet.saveText')} {t('booklet.readable')}
      </p>
    </footer>
  )
}
