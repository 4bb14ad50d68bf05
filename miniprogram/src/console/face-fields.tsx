import { dropKinds } from '@gonghui/shared/benefits/drop-plan'
import { View } from '@tarojs/components'
import { kindWords } from '../lib/drop-words'
import { Card, SectionHead } from '../ui/card'
import { Choice, Field } from '../ui/field'
import { CoverField } from './cover-field'
import type { Editor } from './use-editor'
import './console-drops.scss'

const kinds = dropKinds.map((kind) => ({ value: kind, text: kindWords[kind] }))

/** What members see of it. */
export function FaceFields({ editor }: { readonly editor: Editor }) {
  const { form, change, errors } = editor
  return (
    <Card>
      <SectionHead title="会员看到的" />
      <Field
        id="title"
        label="标题"
        value={form.title}
        onChange={(title) => change({ title })}
        max={40}
        error={errors.title}
        placeholder="例如：时令水果礼盒 约 3 kg"
      />
      <Choice
        id="kind"
        label="类别"
        value={form.kind}
        options={kinds}
        onChange={(kind) => change({ kind })}
      />
      <CoverField editor={editor} />
      <View className="editor-pair">
        <Field
          id="list-price"
          label="原价（元）"
          type="digit"
          value={form.listPrice}
          onChange={(listPrice) => change({ listPrice })}
          error={errors.listPriceFen}
          placeholder="48"
        />
        <Field
          id="member-price"
          label="会员价（元）"
          type="digit"
          value={form.memberPrice}
          onChange={(memberPrice) => change({ memberPrice })}
          error={errors.memberPriceFen}
          placeholder="19.2"
          hint="到店付；不收钱填 0"
        />
      </View>
      <Field
        id="rules-text"
        label="规则"
        lines={5}
        max={4_000}
        value={form.rules}
        onChange={(rules) => change({ rules })}
        error={errors.rules}
        placeholder="怎么取、几天内用、能不能退"
      />
    </Card>
  )
}
