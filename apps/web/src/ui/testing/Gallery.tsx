import { Brush, ImageOff, Move, Redo2, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../Button.tsx';
import { ColourField } from '../ColourField.tsx';
import { EmptyState } from '../EmptyState.tsx';
import { SelectField, TextField } from '../Field.tsx';
import { IconButton } from '../IconButton.tsx';
import { Menu } from '../Menu.tsx';
import { Message } from '../Message.tsx';
import { NumberField } from '../NumberField.tsx';
import { Popover } from '../Popover.tsx';
import { ProgressBar } from '../ProgressBar.tsx';
import { Section } from '../Section.tsx';
import { Segmented } from '../Segmented.tsx';
import { Select } from '../Select.tsx';
import { Slider } from '../Slider.tsx';
import { Switch } from '../Switch.tsx';

const VIEWS = ['Result', 'Original', 'Matte', 'Unsure'] as const;
const BLENDS = { normal: 'Normal', multiply: 'Multiply' } as const;
const ignore = () => undefined;

/** Every part of `ui/` in the state people see it in, as a page to look at and to measure. */
export function Gallery() {
  const [view, setView] = useState<(typeof VIEWS)[number]>('Result');
  const [shift, setShift] = useState(-1);
  const [clean, setClean] = useState(80);
  const [colour, setColour] = useState('#c9a98d');
  const [isOn, setOn] = useState(true);
  const [blend, setBlend] = useState<keyof typeof BLENDS>('normal');
  const [model, setModel] = useState('high');
  return (
    <main className="grid min-h-dvh gap-6 bg-surround p-4 wide:grid-cols-[1fr_304px]">
      <h1 className="sr-only">Parts</h1>
      <div className="grid content-start gap-5">
        <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-panel p-2">
          <IconButton label="Undo" icon={Undo2} keys="$mod+z" />
          <IconButton label="Redo" icon={Redo2} keys="$mod+Shift+z" aria-disabled />
          <IconButton label="Move" icon={Move} keys="v" isPressed />
          <IconButton label="Restore" icon={Brush} keys="r" isPressed={false} />
          <Segmented
            label="View"
            value={view}
            options={VIEWS.map(value => ({ value, label: value }))}
            onChange={setView}
          />
          <span className="flex-1" />
          <Button look="quiet">Quiet</Button>
          <Button>Plain</Button>
          <Button disabled>Not now</Button>
          <Button look="primary">Export</Button>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button look="primary" size="large">
            Choose photos
          </Button>
          <Menu
            trigger={<Button>Project</Button>}
            entries={[
              { kind: 'item', label: 'Rename', run: ignore },
              { kind: 'item', label: 'Duplicate', keys: '$mod+d', note: '12 MB', run: ignore },
              {
                kind: 'choice',
                label: 'Sort',
                value: 'new',
                options: [
                  { value: 'new', label: 'Newest' },
                  { value: 'name', label: 'By name' },
                ],
                onChoose: ignore,
              },
              { kind: 'line' },
              { kind: 'switch', label: 'Show sizes', isOn, onChange: setOn },
              { kind: 'item', label: 'Delete', icon: Trash2, isBad: true, run: ignore },
            ]}
          />
          <Popover label="About" trigger={<Button>About</Button>}>
            <p className="max-w-60">ISNet, int8, 44 MB, runs on your processor.</p>
          </Popover>
        </div>
        <Message
          tone="problem"
          title="The disk is full"
          text="Your last edits are not saved."
          onDismiss={ignore}
        >
          <Button>Free some space</Button>
        </Message>
        <Message tone="info" layout="line" title="A new version is ready" text="It takes a second.">
          <Button>Restart</Button>
        </Message>
        <div className="rounded-lg border border-line bg-panel">
          <EmptyState icon={ImageOff} title="No pictures yet" text="Drop some, or choose them.">
            <Button>Choose photos</Button>
          </EmptyState>
        </div>
        <div className="checkerboard h-16 rounded-md" />
      </div>
      <aside aria-label="Inspector" className="rounded-lg border border-line bg-panel">
        <Section id="gallery-cutout" title="Cut-out" note="sure 0.94">
          <Select
            layout="bare"
            label="Quality"
            value={model}
            options={[
              { value: 'fast', label: 'Fast', note: 'about 1 s', detail: 'U²-Net, 4.6 MB' },
              { value: 'high', label: 'High quality', note: 'about 2 s', detail: 'ISNet, 44 MB' },
            ]}
            onChange={setModel}
          />
          <Slider
            label="Shift edge"
            hint="Moves the edge in or out"
            unit="px"
            min={-10}
            max={10}
            step={0.5}
            neutral={0}
            value={shift}
            onPreview={ignore}
            onCommit={setShift}
          />
          <Slider
            label="Clean colours"
            min={0}
            max={100}
            step={1}
            neutral={50}
            value={clean}
            onPreview={setClean}
            onCommit={setClean}
          />
          <Slider
            label="Feather"
            min={0}
            max={20}
            step={0.5}
            neutral={0}
            value={0}
            onPreview={ignore}
            onCommit={ignore}
            isDisabled
          />
        </Section>
        <Section id="gallery-background" title="Background" note="Linen">
          <ColourField label="Colour" value={colour} onPreview={setColour} onCommit={setColour} />
          <Switch
            label="Match colours"
            hint="Of the subject to the background"
            isOn={isOn}
            onChange={setOn}
          />
          <div className="grid grid-cols-2 gap-2 py-1">
            <NumberField
              label="X"
              prefix="X"
              unit="px"
              value={120}
              min={-9999}
              max={9999}
              step={1}
              onCommit={ignore}
            />
            <NumberField
              label="Angle"
              prefix="∠"
              unit="°"
              value={-12.5}
              min={-180}
              max={180}
              step={0.5}
              onCommit={ignore}
            />
          </div>
          <ProgressBar fraction={0.6} words="Finding the subject, about 2 s left" />
        </Section>
        <Section id="gallery-server" title="Server" note="off">
          <div className="grid gap-3">
            <TextField label="Address" value="mine" problem="That is no address." onChange={ignore} />
            <SelectField label="Blend" value={blend} options={BLENDS} onChange={setBlend} />
          </div>
        </Section>
      </aside>
    </main>
  );
}
