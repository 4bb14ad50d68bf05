import { getCampaign } from '@gonghui/shared/reading/campaigns'
import { reportReasons } from '@gonghui/shared/reading/notes'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { useAnswer } from '../lib/use-answer'
import { Button } from '../ui/button'
import { Chips } from '../ui/field'
import { More } from '../ui/more'
import { ActionBar, Page } from '../ui/page'
import { Confirm } from '../ui/sheet'
import { Empty, Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { NoteCard } from './note-card'
import { NoteSheet } from './note-sheet'
import { type Feed, useNotes } from './use-notes'
import './notes.scss'

const tabs: readonly { value: Feed; text: string }[] = [
  { value: 'newest', text: '最新' },
  { value: 'featured', text: '精选' },
  { value: 'mine', text: '我写的' },
]
const emptyWords = {
  newest: '还没有笔记，写第一篇吧',
  featured: '工作人员还没有挑出精选',
  mine: '你还没有写过笔记',
} as const satisfies Record<Feed, string>

type Asking = { readonly deed: 'report' | 'delete'; readonly noteId: string }
const reasons = reportReasons.map((reason) => ({ value: reason, text: reason }))

/** 书友圈: what readers wrote about the books of a campaign. */
export default function NotesPage() {
  const campaignId = useRouter().params.campaignId ?? ''
  const { answer } = useAnswer(getCampaign, { params: { campaignId } }, { keepAs: `campaign-${campaignId}` })
  const { feed, choose, list, items, working, box, like, report, remove } = useNotes(campaignId)
  const [writing, setWriting] = useState(false)
  const [sending, setSending] = useState(false)
  const [asking, setAsking] = useState<Asking>()
  const [reason, setReason] = useState<(typeof reportReasons)[number]>('广告')
  const campaign = answer.kind === 'ready' ? answer.body.campaign : undefined
  const isOpen = campaign?.state === 'open' || campaign?.state === 'late'
  const { state } = list

  const write = async (bookId: string, text: string) => {
    setSending(true)
    const done = await box.write(bookId, text)
    setSending(false)
    return done
  }
  const answerAsked = async () => {
    if (!asking) return
    const { deed, noteId } = asking
    const done = deed === 'report' ? await report(noteId, reason) : await remove(noteId)
    if (done) setAsking(undefined)
  }

  return (
    <Page
      title="书友圈"
      {...(isOpen && {
        bottom: (
          <ActionBar>
            <Button id="write-note" icon="edit" onTap={() => setWriting(true)}>
              写笔记
            </Button>
          </ActionBar>
        ),
      })}
    >
      <View className="note-feeds">
        <Chips id="feed" value={feed} options={tabs} onChange={choose} />
      </View>
      {box.kept.length > 0 && (
        <View className="reading-kept t14" id="kept-notes">
          {box.kept.length} 篇笔记记在手机里，连上网络自动交
        </View>
      )}
      {state.kind === 'loading' && <Loading rows={3} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {state.kind === 'ready' && state.stale && <StaleStrip onRetry={list.reload} />}
      {items.map((note) => (
        <NoteCard
          key={note.noteId}
          note={note}
          book={campaign?.books.find(({ bookId }) => bookId === note.bookId)}
          busy={working === note.noteId}
          onLike={() => void like(note)}
          onReport={() => setAsking({ deed: 'report', noteId: note.noteId })}
          onDelete={() => setAsking({ deed: 'delete', noteId: note.noteId })}
        />
      ))}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="edit" title="这里还是空的" next={emptyWords[feed]} />
      )}
      <More list={list} />
      {writing && campaign && (
        <NoteSheet campaign={campaign} busy={sending} onWrite={write} onClose={() => setWriting(false)} />
      )}
      {asking && (
        <Confirm
          title={asking.deed === 'report' ? '举报这篇笔记？' : '删除这篇笔记？'}
          body={
            asking.deed === 'report' ? (
              <Chips id="reason" value={reason} options={reasons} onChange={setReason} />
            ) : (
              <Text>删掉就找不回来了，收到的赞也没有了。</Text>
            )
          }
          yes={asking.deed === 'report' ? '举报' : '删除'}
          tone={asking.deed === 'delete' ? 'danger' : 'primary'}
          busy={working !== undefined && '正在交…'}
          onNo={() => setAsking(undefined)}
          onYes={() => void answerAsked()}
        />
      )}
    </Page>
  )
}
