"""An LSTM that reads a sequence of words and tells its class."""

import torch
from torch import nn


class LSTMClassifier(nn.Module):
    def __init__(self, vocabulary=1000, width=64, hidden=128, num_classes=2):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.lstm = nn.LSTM(width, hidden, batch_first=True, bidirectional=True)
        self.dropout = nn.Dropout(0.2)
        self.head = nn.Linear(2 * hidden, num_classes)

    def forward(self, X):
        _, (hidden, _) = self.lstm(self.embedding(X))
        ends = torch.cat([hidden[0], hidden[1]], dim=-1)
        return self.head(self.dropout(ends))


model = LSTMClassifier()
X = torch.randint(0, 1000, (2, 12))
