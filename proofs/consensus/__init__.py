"""The paper on consensus in attention flows on ellipsoids."""
