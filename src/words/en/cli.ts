/** The command line: usage, progress, and what is refused. */
export const cli = {
  'cli.usage': `x2z: normalizing flows on the command line

  x2z presets                                  lists the ready-made experiments
  x2z train '<'preset | link | experiment.json'>'  trains, and prints the result as one line of JSON
                      (a teacher, if there is one, before its student)
      --data points.csv   own points instead, one or two columns of numbers
      --steps N           optimizer steps
      --seed N            seed of data, weights and batches
      --batch N           points per step
      --clip X            largest Euclidean norm of the whole gradient (0: none)
      --weight-decay X    share of the weights that a step takes away, per unit of its rate
      --hidden N          hidden width of every network
      --trainer wasm | webgpu | reference
                          the engine: compiled to WebAssembly or to WebGPU, or TensorFlow.js
      --out model.json    saves the trained model
  x2z evaluate model.json points.csv           prints log p(x) in nats and z for every point, as CSV;
                                               and p(class | x), if the flow was told of classes
  x2z sample model.json N [--seed N]           prints N samples of the model, as CSV
      --class N           of this class alone, if the flow was told of classes (1 is the first)
  x2z table                                    trains seven flows on seven data sets, beside reference results
      --quick             a slice of it in under two minutes
      --only TEXT,TEXT    cells whose name holds one of the texts, such as moons/ or /realNvp
      --seeds N,N         one run of every cell for each seed (1)
      --json              a line of JSON for each cell
      --save results.json adds the results to a file
      --markdown results.json
                          prints such a file as Markdown instead of training
  x2z link '<'preset | experiment.json'>'          prints the link: put it after the address of the page
`,
  'cli.command.missing': 'A command is missing; give one of {commands}, or --help.',
  'cli.command.unknown': 'There is no command {got}; give one of {commands}, or --help.',
  'cli.option.unknown': 'The command “{command}” has no option {got}; {count, plural, =0 {it has none} other {it has {options}}}.',
  'cli.option.value': 'The option --{option} needs a value after it.',
  'cli.flag.value': 'The option --{option} takes no value.',
  'cli.operands': 'The command “{command}” {count, plural, =0 {takes no arguments} one {needs exactly one argument after it ({wanted})} other {needs exactly # arguments after it ({wanted})}}, but got {got}.',
  'cli.operands.none': 'nothing',
  'cli.integer': '{name} must be a whole number from {min} to {max}, but is {got}.',
  'cli.number': '{name} must be a number from {min} to {max}, but is {got}.',
  'cli.trainer.unknown': '--trainer must be one of {choices}, but is {got}.',
  'cli.trainer.notInstalled': 'WebGPU in Node needs the package “webgpu”, which is not installed here; install it, or leave --trainer out.',
  'cli.trainer.binding': 'The package “webgpu” could not be loaded ({message}); leave --trainer out.',
  'cli.operand.count': 'The number of samples',
  'cli.class.none': 'This model was not told of classes, so --class has nothing to choose from; leave it out.',
  'cli.data.oneClass': 'The points of the file are of one class, so the flow is told of none.',
  'cli.hidden.none': 'No layer of this experiment has a network, so --hidden has nothing to set; leave it out.',
  'cli.source.unknown': '{got} is neither a preset ({presets}), nor a link, nor a file that is there.',
  'cli.file.missing': 'There is no file {file}; check its name.',
  'cli.file.folder': '{file} is a folder; give a file.',
  'cli.file.large': 'The file {file} is too large to be read ({size} MiB, {max} at most).',
  'cli.file.unreadable': 'The file {file} cannot be read ({code}).',
  'cli.out.folder': 'The folder of {file} does not exist or cannot be written to; make it first.',
  'cli.out.isFolder': '{file} is a folder; give the name of a file to write.',
  'cli.out.failed': 'The file {file} could not be written ({code}).',
  'cli.columns': 'The points have {got, plural, one {one column} other {# columns}}, but the model was trained on {wanted, plural, one {one} other {#}}.',
  'cli.mend': '{reason} {mend}.',
  'cli.failed': 'x2z failed: {message}.',
  'cli.progress': '{who, select, teacher {teacher · } student {student · } other {}}step {step} of {steps} · train NLL {nll} nats · {speed} steps/s',
  'table.data': 'data',
  'table.model': 'flow',
  'table.seed': 'seed',
  'table.nll': 'test NLL',
  'table.entropy': 'entropy',
  'table.gap': 'gap',
  'table.reference': 'reference',
  'table.referenceGap': 'its gap',
  'table.allowed': 'allowed',
  'table.steps': 'steps',
  'table.seconds': 'CPU s',
  'table.verdict': 'holds',
  'table.near': '✓',
  'table.far': '✗',
  'table.alone': '·',
  'table.model.nice': 'NICE 6',
  'table.model.realNvp': 'RealNVP 6',
  'table.model.mixture5': 'AR Gaussian mixture K=5',
  'table.model.mixture10': 'AR Gaussian mixture K=10',
  'table.model.splineCoupling': 'RQ spline coupling 4, K=8',
  'table.model.splineAutoregressive': 'RQ spline AR 2, K=16',
  'table.model.continuous': 'continuous, RK4',
  'table.markdown.title': 'How near each flow comes to the entropy',
  'table.markdown.about':
    'Each flow is trained on each data set, with one choice of its settings for all of them: Adam on batches of 512, the rate falling as a cosine; networks have two hidden layers of 64 units, those of couplings with a residual connection; the continuous flow’s are of 32 units, and it takes 1,200 steps. A number is the gap, KL(data ‖ flow) in nats: the test NLL less the entropy that no flow can be below, each on 50,000 fresh test points. After it stands what is allowed: the gap of an independent PyTorch implementation of the same flow with .005 nats for the noise of two test sets, or that gap itself where it is over .05. A gap in bold is farther than that; flows without a reference stand alone.',
  'table.markdown.machine':
    '{date}, {processor}, {cores} cores, Node {node}: {runs} runs; {near} of the {all} with a reference are as near as allowed.',
  'table.markdown.runs': 'Every run',
  'table.markdown.cell': '{gaps} (≤ {allowed})',
  'table.none': 'No cell of the table holds {got} in its name; the names are {cells}.',
  'table.broken': '{cell} of seed {seed} broke: {reason}',
  'table.failed': '{count, plural, one {One cell} other {# cells}} of {all} lie farther from the entropy than allowed: {list}.',
  'table.save.format': '{file} holds no results of the table; give the name of a new file.',
  'table.save.machine': '{file} holds results of another machine; give the name of a new file.',
} as const
