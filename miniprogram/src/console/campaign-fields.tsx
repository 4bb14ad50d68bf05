import { zoneNames, zones } from '@gonghui/shared/reading/days'
import { Text, View } from '@tarojs/components'
import { BookCover } from '../ui/book-cover'
import { Card, SectionHead } from '../ui/card'
import { DayField } from '../ui/day-field'
import { Choice, Field } from '../ui/field'
import { BOOK_COLUMNS, booksFrom } from './book-lines'
import type { CampaignEditor } from './use-campaign-editor'
import './console-reading.scss'

const zoneChoices = zoneNames.map((zone) => ({ value: zone, text: zones[zone].name }))

/** What it is called, when it is, what a day asks, and which books. */
export function CampaignFields({ editor: { form, change, errors } }: { readonly editor: CampaignEditor }) {
  const read = booksFrom(form.books)
  return (
    <>
      <Card>
        <SectionHead title="会员看到的" />
        <Field
          id="title"
          label="活动名称"
          value={form.title}
          onChange={(title) => change({ title })}
          max={30}
          error={errors.title}
          placeholder="例如：玫瑰书香・2026"
        />
        <Field
          id="slogan"
          label="一句话介绍"
          value={form.slogan}
          onChange={(slogan) => change({ slogan })}
          max={40}
          error={errors.slogan}
          placeholder="读一本好书，遇见更好的自己"
        />
        <Field
          id="about"
          label="活动说明（可不填）"
          lines={4}
          max={2_000}
          value={form.about}
          onChange={(about) => change({ about })}
          error={errors.about}
          placeholder="怎么参加、有什么奖、找谁问"
        />
        <View className="editor-pair">
          <DayField
            id="first-day"
            label="开始"
            value={form.firstDay}
            onChange={(firstDay) => change({ firstDay })}
            error={errors.firstDay}
          />
          <DayField
            id="last-day"
            label="结束（这一天也算）"
            value={form.lastDay}
            onChange={(lastDay) => change({ lastDay })}
            error={errors.lastDay}
          />
        </View>
        <Choice
          id="zone"
          label="按哪里的时间算一天"
          value={form.zone}
          options={zoneChoices}
          onChange={(zone) => change({ zone })}
          hint="职工出差到别的时区，也按这里的日子打卡"
        />
      </Card>
      <Card>
        <SectionHead title="怎样算读够一天" />
        <View className="reading-numbers">
          <Field
            id="minutes"
            label="分钟"
            type="number"
            value={form.minutes}
            onChange={(minutes) => change({ minutes })}
          />
          <Field
            id="pages"
            label="或页数"
            type="number"
            value={form.pages}
            onChange={(pages) => change({ pages })}
          />
          <Field
            id="back-days"
            label="可补几天"
            type="number"
            value={form.backDays}
            onChange={(backDays) => change({ backDays })}
          />
          <Field
            id="book-points"
            label="读完一本得积分"
            type="number"
            value={form.bookPoints}
            onChange={(bookPoints) => change({ bookPoints })}
          />
        </View>
        <View className="editor-pair">
          <Field
            id="certificate-days"
            label="证书：读够几天"
            type="number"
            value={form.certificateDays}
            onChange={(certificateDays) => change({ certificateDays })}
            hint="不填就不发证书"
          />
          <Field
            id="certificate-books"
            label="并且读完几本"
            type="number"
            value={form.certificateBooks}
            onChange={(certificateBooks) => change({ certificateBooks })}
          />
        </View>
        {errors.rules && <Text className="field-error">{errors.rules}</Text>}
      </Card>
      <Card>
        <SectionHead
          title="书单"
          end={<Text className="t12 quiet">{read.ok ? `${read.books.length} 本` : ''}</Text>}
        />
        <Field
          id="books"
          label="每行一本，可以从表格里整块粘贴"
          lines={10}
          max={40_000}
          value={form.books}
          onChange={(books) => change({ books })}
          error={errors.books ?? (form.books && !read.ok ? read.error : undefined)}
          hint={`依次是：${BOOK_COLUMNS}；后面的可以不填`}
          placeholder="人世间, 梁晓声, 中国青年出版社"
        />
        {read.ok && (
          <View className="reading-preview">
            {read.books.map((book, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a book is its place on the shelf
              <BookCover key={at} title={book.title} binding={book.binding} size="s" />
            ))}
          </View>
        )}
      </Card>
    </>
  )
}
