import type { Campaign } from '@gonghui/shared/reading/campaigns'
import { dayAfter } from '@gonghui/shared/reading/days'
import type { CheckInPlan, Reader } from '@gonghui/shared/reading/readers'
import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dayWords } from '../lib/words'
import { BookCover } from '../ui/book-cover'
import { Button } from '../ui/button'
import { Chips, Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { useCheckInPicture } from './use-check-in-picture'
import './reading.scss'

interface Beside {
  /** The note goes to the other readers as well. */
  readonly shared: boolean
  /** The picture that was sent for it. */
  readonly fileId: string | undefined
}

export interface CheckInSheetProps {
  readonly campaign: Campaign
  readonly reader: Reader
  readonly today: string
  readonly busy: boolean
  readonly onTell: (told: Omit<CheckInPlan, 'checkInId'>, beside: Beside) => Promise<boolean>
  readonly onClose: () => void
}

const BACK = ['今天', '昨天', '前天']

/** The last days that may still be told, today first. */
function tellableDays({ firstDay, lastDay, rules }: Campaign, today: string) {
  return Array.from({ length: rules.backDays + 1 }, (_, ago) => dayAfter(today, -ago))
    .map((day, ago) => ({ value: day, text: BACK[ago] ?? dayWords(day) }))
    .filter(({ value }) => value >= firstDay && value <= lastDay)
}

type Measure = 'minutes' | 'pages'
const measures: readonly { value: Measure; text: string }[] = [
  { value: 'minutes', text: '按分钟' },
  { value: 'pages', text: '按页数' },
]
type Sharing = 'self' | 'readers'
const sharings: readonly { value: Sharing; text: string }[] = [
  { value: 'self', text: '只给自己看' },
  { value: 'readers', text: '也发到书友圈' },
]
const AMOUNTS = { minutes: [15, 30, 45, 60], pages: [10, 20, 30, 50] } as const

/** 打卡: all of it filled in already, so that one more tap does it. */
export function CheckInSheet({ campaign, reader, today, busy, onTell, onClose }: CheckInSheetProps) {
  const chosen = new Set(reader.books.map(({ bookId }) => bookId))
  const mine = campaign.books.filter(({ bookId }) => chosen.has(bookId))
  const books = mine.length > 0 ? mine : campaign.books
  const begun = reader.books.filter(({ finishedOn }) => finishedOn === undefined)
  const [bookId, setBookId] = useState(begun[0]?.bookId ?? books[0]?.bookId ?? 'b1')
  const days = tellableDays(campaign, today)
  const [day, setDay] = useState(days[0]?.value ?? today)
  const [measure, setMeasure] = useState<Measure>('minutes')
  const [amount, setAmount] = useState(String(Math.max(campaign.rules.minutes, 15)))
  const [note, setNote] = useState('')
  const [sharing, setSharing] = useState<Sharing>('self')
  const picture = useCheckInPicture(campaign.campaignId)
  const [fileId, setFileId] = useState<string>()
  const count = /^\d{1,4}$/.test(amount) ? Number(amount) : 0
  const unit = measure === 'minutes' ? '分钟' : '页'

  const tell = async () => {
    const told = {
      day,
      bookId,
      minutes: measure === 'minutes' ? count : 0,
      pages: measure === 'pages' ? count : 0,
      ...(note.trim() ? { note: note.trim() } : {}),
    }
    if (await onTell(told, { shared: sharing === 'readers', fileId })) onClose()
  }

  return (
    <Sheet title="今天读了多少" onClose={onClose}>
      <View className="reading-row">
        {books.map((book) => (
          <View
            key={book.bookId}
            id={`book-${book.bookId}`}
            className={`reading-pick ${book.bookId === bookId ? 'reading-picked' : ''}`}
            onClick={() => setBookId(book.bookId)}
          >
            <BookCover title={book.title} binding={book.binding} size="s" />
          </View>
        ))}
      </View>
      <View className="t14 bold cut reading-gap">
        《{books.find((book) => book.bookId === bookId)?.title}》
      </View>
      <View className="row-between">
        <Chips
          id="measure"
          value={measure}
          options={measures}
          onChange={(next) => {
            setMeasure(next)
            setAmount(
              String(next === 'minutes' ? Math.max(campaign.rules.minutes, 15) : campaign.rules.pages),
            )
          }}
        />
        <View className="row reading-typed">
          <View className="field-box">
            <Input
              id="amount-typed"
              className="field-input"
              type="number"
              maxlength={4}
              value={amount}
              onInput={({ detail }) => setAmount(detail.value)}
            />
          </View>
          <Text className="t14 quiet">{unit}</Text>
        </View>
      </View>
      <View className="reading-amount">
        <Chips
          id="amount"
          value={amount}
          options={AMOUNTS[measure].map((one) => ({ value: String(one), text: String(one) }))}
          onChange={setAmount}
        />
      </View>
      {days.length > 1 && (
        <View className="reading-gap">
          <Chips id="day" value={day} options={days} onChange={setDay} />
          {day < today && <Text className="field-hint">补记 {dayWords(day)} 的打卡，会标明是补记</Text>}
        </View>
      )}
      <Field
        id="note"
        label="随手记（可不写）"
        lines={2}
        max={200}
        value={note}
        onChange={setNote}
        placeholder="读到哪里，想到什么"
      />
      {note.trim() && (
        <View className="reading-gap">
          <Chips id="sharing" value={sharing} options={sharings} onChange={setSharing} />
        </View>
      )}
      <View className="row reading-gap reading-bring">
        <Button
          id="bring-picture"
          tone="line"
          shape="pill"
          icon={fileId ? 'check' : 'plus'}
          busy={picture.busy && '正在上传…'}
          onTap={() => void picture.send().then((sent) => setFileId((before) => sent ?? before))}
        >
          {fileId ? '图片已选好' : '加一张图片'}
        </Button>
        <Text className="t12 quiet grow">
          {fileId ? '打卡后在打卡日历里看，只有自己看得到' : '可不加，只有自己看得到'}
        </Text>
      </View>
      {picture.error && (
        <Text className="block field-error">{picture.error}。先打卡也行，图片之后在打卡日历里加。</Text>
      )}
      <Button
        id="tell"
        busy={busy && '正在打卡…'}
        disabled={count === 0 || picture.busy}
        onTap={() => void tell()}
      >
        {`打卡・${count} ${unit}`}
      </Button>
    </Sheet>
  )
}
